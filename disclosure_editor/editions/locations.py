"""Where the folders are that edition packs and subject catalogues are read from."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from disclosure_editor.document.refusals import Refusal

_PACKAGE = Path(__file__).resolve().parent.parent


class MissingFolder(Refusal, FileNotFoundError):
    """A folder that comes with the program is not there.

    Attributes:
        name: the folder's name.
        looked_in: every place where it could have been.
    """

    def __init__(self, name: str, looked_in: tuple[Path, ...]) -> None:
        self.name = name
        self.looked_in = looked_in
        places = "、".join(str(place) for place in looked_in)
        super().__init__(f"找不到程序自带的“{name}”文件夹，请重新安装本程序；已查找：{places}")


def resources_folder() -> Path:
    """The folder of edition packs, subject catalogues and the window's own resources.

    Raises:
        MissingFolder: the installation is incomplete.
    """
    return _own_folder("resources")


def templates_folder() -> Path:
    """The folder of narrative templates, one folder inside for each edition.

    Raises:
        MissingFolder: the installation is incomplete.
    """
    return _own_folder("templates")


def own_subjects_folder() -> Path:
    """The folder where the officer may put subject catalogues of their own; it need not exist."""
    return platformdirs.user_config_path("disclosure-editor", appauthor=False) / "subjects"


def _own_folder(name: str) -> Path:
    places = [_PACKAGE / "data" / name]  # a wheel, and the frozen program
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file():  # else it is site-packages, where `name` may be anybody's
        places.append(checkout / name)
    for place in places:
        if place.is_dir():
            return place
    raise MissingFolder(name, tuple(places))
