"""contentai.config.packs: folders of rules, and packs that installed packages offer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import contentai
from contentai import Workspace, resources
from contentai.config import load_config
from contentai.config.packs import installed_packs, pack_folders
from contentai.located import DataError

MakeRule = Callable[..., dict[str, Any]]
WriteRules = Callable[..., Path]
Install = Callable[..., Path]
# Importing the package would end the test.
BOMB = "raise SystemExit('imported')\n"
TERMS = {"kind": "terms", "terms": ["绿苹果"], "boundary": "none"}


@pytest.fixture
def install(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, monkeypatch: pytest.MonkeyPatch
) -> Install:
    """``install(name, value, distribution)``: a package with one rule, as pip leaves it."""
    site = tmp_path / "site-packages"
    monkeypatch.syspath_prepend(str(site))

    def put(name: str, value: str, distribution: str = "acme_rules") -> Path:
        info = site / f"{distribution}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[contentai.rules]\n{name} = {value}\n", "utf-8")
        package = site / distribution
        write_rules(package / "fruit", make_rule(TERMS, "ACME-001"), channels=None)
        for code in (package / "__init__.py", package / "module.py", site / "single.py"):
            code.write_text(BOMB, "utf-8")
        return package

    return put


def open_with(folder: Path, text: str) -> Workspace:
    (folder / "contentai.yaml").write_text(text, "utf-8")
    return Workspace.open(folder)


@pytest.fixture
def bare(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One small rule stands for the built-in packs, which take a second to load."""
    pomegranate = {**TERMS, "terms": ["石榴"]}
    built_in = write_rules(tmp_path / "built-in", make_rule(pomegranate, "LAW-001"))
    monkeypatch.setattr(resources, "rules_dir", lambda: built_in)


@pytest.mark.parametrize(
    "value", ["acme_rules", "acme_rules.fruit", "acme_rules.module", "acme_rules:rules"]
)
@pytest.mark.usefixtures("bare")
def test_a_pack_of_an_installed_package_is_found_and_nothing_of_it_imported(
    tmp_path: Path, install: Install, value: str
) -> None:
    install("acme", value)
    workspace = open_with(tmp_path, "rules: {packs: [acme], severity: {ACME-001: info}}\n")
    assert workspace.rulebook.rules["ACME-001"].pack == "fruit"
    (finding,) = workspace.lint_text("绿苹果")
    assert (finding.rule, finding.severity) == ("ACME-001", "info")
    assert not any(name.partition(".")[0] == "acme_rules" for name in sys.modules)


@pytest.mark.usefixtures("bare")
def test_folders_and_installed_packs_stand_together_and_a_folder_of_the_name_comes_first(
    tmp_path: Path, install: Install, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    install("acme", "acme_rules")
    write_rules(tmp_path / "house", make_rule(TERMS, "HOUSE-001"), channels=None)
    text = "rules:\n  packs: [house, acme]\n  ignore: [LAW]\n"
    assert set(open_with(tmp_path, text).rulebook.rules) == {"LAW-001", "ACME-001", "HOUSE-001"}
    write_rules(tmp_path / "acme", make_rule(TERMS, "OWN-001"), channels=None)
    assert "OWN-001" in open_with(tmp_path, text).rulebook.rules


def test_choices_in_the_mapping_are_those_outside(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "rules: {packs: [./x], select: [LAW], ignore: [LAW-001], severity: {LAW: info}}", "utf-8"
    )
    (tmp_path / "b.yaml").write_text(
        "rules: [./x]\nselect: [LAW]\nignore: [LAW-001]\nseverity: {LAW: info}", "utf-8"
    )
    inside, outside = load_config(tmp_path / "a.yaml"), load_config(tmp_path / "b.yaml")
    for name in ("packs", "select", "ignore", "severities"):
        assert getattr(inside, name) == getattr(outside, name)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("rules: {packs: [acmee]}\n", (1, 17), "已安装的有：acme"),
        ("stage: engage\nrules:\n  packs:\n  - other/acme\n", (4, 5), "规则目录不存在"),
        ("rules: {packs: .acme}\n", (1, 16), "规则目录不存在"),
        ("rules: [acme]\n", (1, 9), "规则目录不存在"),
        ("rules: [contentai.yaml]\n", (1, 9), "是文件；要写规则所在的目录"),
        ('rules: {packs: ["a\\0b"]}\n', (1, 17), "不认识的规则包"),
        (f"rules: {{packs: [{'长' * 300}]}}\n", (1, 17), "不认识的规则包"),
    ],
)
@pytest.mark.usefixtures("bare")
def test_an_unknown_pack_is_refused_at_its_name_with_the_known_ones(
    tmp_path: Path, install: Install, text: str, place: tuple[int, int], words: str
) -> None:
    install("acme", "acme_rules")
    with pytest.raises(DataError) as caught:
        _ = open_with(tmp_path, text).rulebook
    error = caught.value
    assert error.file == str(tmp_path / "contentai.yaml")
    assert (error.line, error.column) == place
    assert words in error.words.zh


@pytest.mark.usefixtures("bare")
def test_a_folder_without_rules_is_told_at_its_name(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path / "house", make_rule(TERMS, "HOUSE-001"), channels=None)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.md").write_text("茶", "utf-8")
    workspace = open_with(tmp_path, "rules: [house, drafts]\n")
    (words,) = workspace.left_out
    place = tmp_path / "contentai.yaml"
    assert words.zh.startswith(f"{place}:1:16: {tmp_path / 'drafts'} 里没有规则文件；")
    assert not workspace.notes
    (tmp_path / "drafts" / ".gitkeep").touch()  # as init leaves a folder that is to be filled
    assert (workspace.notes, workspace.left_out) == ((words,), ())


@pytest.mark.usefixtures("bare")
def test_a_broken_word_list_is_not_called_a_rule(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path / "house", make_rule(TERMS, "HOUSE-001"), channels=None)
    (tmp_path / "house" / "words.yaml").write_text("Tea: [茶]\n", "utf-8")
    (words,) = open_with(tmp_path, "rules: [house]\n").left_out
    assert words.zh.startswith("这份词表没有用上：")


@pytest.mark.parametrize("value", ["single", "nothing", "acme_rules.nothing", "acme_rules.a.b"])
@pytest.mark.usefixtures("bare")
def test_an_entry_point_without_a_folder_of_its_own_is_refused(
    tmp_path: Path, install: Install, value: str
) -> None:
    install("acme", value)
    with pytest.raises(DataError, match=value):
        _ = open_with(tmp_path, "rules: {packs: [acme]}\n").rulebook


@pytest.mark.usefixtures("bare")
def test_two_packages_that_offer_one_name_are_told_apart_by_nobody(
    tmp_path: Path, install: Install
) -> None:
    install("acme", "acme_rules")
    install("acme", "other_rules", "other_rules")
    assert len(installed_packs()["acme"]) == 2
    with pytest.raises(DataError, match="other_rules"):
        _ = open_with(tmp_path, "rules: {packs: [acme]}\n").rulebook


def test_without_packs_the_metadata_of_packages_is_not_read(tmp_path: Path) -> None:
    program = (
        "import sys; from contentai.config import load_config; from pathlib import Path;"
        "from contentai.config.packs import pack_folders;"
        "list(pack_folders(load_config(Path('contentai.yaml')).packs));"
        "print(sorted({'importlib.metadata', 'pathspec'} & set(sys.modules)))"
    )
    (tmp_path / "house").mkdir()
    (tmp_path / "contentai.yaml").write_text("rules: [house]\nignore: [MOB]\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(contentai.__file__).parents[1]), "CONTENTAI_LANG": "zh"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


def test_no_packs_no_folders() -> None:
    assert list(pack_folders(())) == []
