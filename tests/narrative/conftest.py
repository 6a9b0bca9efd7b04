from pathlib import Path

import pytest

from disclosure_editor.calculation.workbook import Workbook
from tests.narrative.small_pack import open_document, write_pack


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    return open_document(write_pack(tmp_path))
