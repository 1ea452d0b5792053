from __future__ import annotations

import pytest

from contentai.workspace import Workspace
from tests.report.house import open_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_house(tmp_path_factory.mktemp("house"))
