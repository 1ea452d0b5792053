from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from contentai.embedding.encoder import open_encoder
from tests.cli.process import Answer, environment

Run = Callable[..., Answer]


def test_one_row_a_line(run: Run, tmp_path: Path) -> None:
    lines = ["热水器的镁棒多久换一次", "", "下周立春\r", "🎉🎉", "秒\u2028杀"]
    (tmp_path / "a.txt").write_bytes("\n".join(lines).encode() + b"\n")
    answer = run("embed", "a.txt", "--output", "x.npy")
    assert (answer.status, answer.out) == (0, "")
    assert "5 行 × 256 维" in answer.err
    assert "2 行没有认识的文字" in answer.err
    found = np.load(tmp_path / "x.npy", allow_pickle=False)
    assert (found.shape, found.dtype) == ((5, 256), np.float32)
    np.testing.assert_array_equal(found, open_encoder().encode(lines))
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), [1, 0, 1, 0, 1], atol=1e-5)


def test_standard_input_in_another_encoding_and_an_output_of_any_name(
    run: Run, tmp_path: Path
) -> None:
    text = "今天的天气很好，我们去公园里散步吧\n热水器多久清洗一次比较好"
    answer = run("embed", "-", "--output", "向量", stdin=text.encode("gb18030"))
    assert answer.status == 0
    with (tmp_path / "向量").open("rb") as file:
        found = np.load(file, allow_pickle=False)
    np.testing.assert_array_equal(found, open_encoder().encode(text.split("\n")))


def test_an_empty_file_has_no_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert run("embed", "a.txt", "--output", "x.npy").status == 0
    assert np.load(tmp_path / "x.npy").shape == (0, 256)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such.txt", "--output", "x.npy"), "no-such.txt"),
        (("picture.png", "--output", "x.npy"), "picture.png"),
        (("a.txt", "--output", "picture.png/x.npy"), "picture.png"),
        (("a.txt", "--output", "a.txt"), "a.txt"),
        (("a.txt", "--output", "x.npy", "--model", "./no-model"), "no-model"),
        (("a.txt",), "--output"),
    ],
)
def test_bad_input_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "a.txt").write_text("今天", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    answer = run("embed", *arguments)
    assert answer.status == 2
    assert said in answer.err
    assert {file.name for file in tmp_path.iterdir()} == {"a.txt", "picture.png"}
    assert (tmp_path / "a.txt").read_text("utf-8") == "今天"


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "contentai", "embed", "-", "--output", "-"]
    done = subprocess.run(
        program,
        input="今天".encode(),
        capture_output=True,
        cwd=tmp_path,
        env=environment({}),
        check=True,
    )
    assert np.load(io.BytesIO(done.stdout)).shape == (1, 256)
    assert not any(tmp_path.iterdir())


def test_what_was_there_stays_when_the_model_cannot_be_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天", "utf-8")
    (tmp_path / "x.npy").write_bytes(b"before")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "card.json").write_text("{}", "utf-8")
    (tmp_path / "contentai.yaml").write_text("embedding: {model: broken}\n", "utf-8")
    answer = run("embed", "a.txt", "--output", "x.npy", CONTENTAI_LANG="en")
    assert answer.status == 2
    assert "no embedding model file" in answer.err
    assert (tmp_path / "x.npy").read_bytes() == b"before"


def test_a_mistake_in_the_configuration_has_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天", "utf-8")
    (tmp_path / "contentai.yaml").write_text("embedding: {modle: static}\n", "utf-8")
    answer = run("embed", "a.txt", "--output", "x.npy")
    assert answer.status == 2
    assert "contentai.yaml:1:13" in answer.err
    assert "model" in answer.err
