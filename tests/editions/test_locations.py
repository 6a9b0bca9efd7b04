import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from disclosure_editor.editions import locations

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder in which nothing is installed."""
    package = tmp_path / "disclosure_editor"
    package.mkdir()
    monkeypatch.setattr(locations, "_PACKAGE", package)
    return package


def test_a_checkout_uses_its_own_folders():
    assert locations.resources_folder() == CHECKOUT / "resources"
    assert locations.templates_folder() == CHECKOUT / "templates"


def test_installed_folders_come_before_those_of_a_checkout(package: Path):
    (package.parent / "pyproject.toml").touch()
    (package.parent / "resources").mkdir()
    (package / "data" / "resources").mkdir(parents=True)
    assert locations.resources_folder() == package / "data" / "resources"


def test_a_folder_of_the_same_name_in_site_packages_is_not_taken(package: Path):
    (package.parent / "templates").mkdir()
    with pytest.raises(locations.MissingFolder):
        locations.templates_folder()


def test_an_incomplete_installation_is_told_with_every_place_looked_in(package: Path):
    (package.parent / "pyproject.toml").touch()
    with pytest.raises(locations.MissingFolder, match="找不到程序自带的“resources”文件夹") as caught:
        locations.resources_folder()
    assert caught.value.looked_in == (package / "data" / "resources", package.parent / "resources")


def test_asking_for_the_officers_own_subjects_creates_nothing():
    folder = locations.own_subjects_folder()
    assert folder.name == "subjects"
    assert "disclosure-editor" in folder.parts
    assert not folder.exists()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("name", ["resources", "templates"])
def test_the_wheel_carries_every_file_of_the_folder(wheel: Path, name: str):
    inside = f"disclosure_editor/data/{name}/"
    with zipfile.ZipFile(wheel) as archive:
        shipped = {path.removeprefix(inside) for path in archive.namelist() if path.startswith(inside)}
    folder = CHECKOUT / name
    assert shipped
    assert shipped == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_program_installed_from_the_wheel_finds_its_own_folders(wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from disclosure_editor.editions import locations;"
        "print(locations.resources_folder()); print(locations.templates_folder())"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    data = (tmp_path / "disclosure_editor" / "data").resolve()
    assert [Path(line) for line in answer.stdout.splitlines()] == [data / "resources", data / "templates"]
