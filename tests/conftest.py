"""What every test stands on: the interface speaks Chinese, whatever the machine's locale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def chinese_interface() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONTENTAI_LANG", "zh")
        yield
