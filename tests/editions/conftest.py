"""A pack in a folder, to be changed line by line."""

from pathlib import Path

import pytest

from disclosure_editor.editions.model import Edition
from disclosure_editor.editions.reader import PackError, read_edition

EDITION = """\
id: base
title: 基础
kind: budget
region: 某地
year: 2021
unit: 单位!全称
document_title: 预算公开
options: {decimals: 2}
lists:
  类:
  - {id: "201", label: 201 一般公共服务支出}
"""

TABLES = """\
tables:
- id: 单位
  view: form
  fields:
  - {id: 全称, type: text}
  - {id: 样式, type: choice, choices: [甲式, 乙式]}
- id: 支出
  note: 备注
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 名称, type: text, formula: name(.科目)}
  - {id: 基本, required: .项目 = 0}
  - {id: 项目}
  - {id: 合计, formula: {is: .基本 + .项目, title: 合计＝基本＋项目}}
  rows:
  - repeat: 科目
  - {id: 总计, label: 总计, kind: total, formulas: {"*": sum(*.@)}}
  fields:
  - {id: 备注, type: text}
- id: 拨款
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 金额, formula: "sum(支出!{科目=.科目}.合计)"}
  rows:
  - {repeat: 科目, follows: 支出, where: "sum(支出!{科目=.科目}.基本) != 0"}
- id: 总表
  sides:
  - id: 左
    columns: [{id: 项, type: label}, {id: 收}]
    rows: [{id: 收入, label: 收入}]
  - id: 右
    columns: [{id: 类, type: label}, {id: 支}]
    rows:
    - {list: 类, formulas: {支: "sum(支出!{科目~#}.合计)"}}
"""

CHECKS = """\
checks:
- {id: 平衡, title: 收支平衡, relation: 总表!收入.收 = 支出!总计.合计}
- {id: 各行, title: 拨款＝支出, for: 拨款, columns: [金额], relation: ".@ = sum(支出!{科目=.科目}.合计)"}
- {id: 残留, title: 没有占位, kind: leftovers, options: {words: [XX]}}
"""

OUTLINE = """\
outline:
- {id: 一, title: 一、说明, heading: 一、说明, template: text.j2, inputs: [单位]}
- {id: 支出, table: 支出}
"""


class Packs:
    """Packs beside each other in a folder; `base` is one without a mistake."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = {"edition": EDITION, "tables": TABLES, "checks": CHECKS, "outline": OUTLINE}
        self.write("base", {f"{name}.yaml": text for name, text in files.items()})
        (folder / "templates" / "base").mkdir(parents=True)
        (folder / "templates" / "base" / "text.j2").write_text("说明。", encoding="utf-8")

    def write(self, name: str, files: dict[str, str]) -> None:
        (self.folder / name).mkdir(exist_ok=True)
        for file, text in files.items():
            (self.folder / name / file).write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change one place of a file of the pack `base`."""
        path = self.folder / "base" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def read(self, name: str = "base") -> Edition:
        return read_edition(self.folder / name, self.folder / "templates")

    def problems(self, name: str = "base") -> list[str]:
        """What is wrong with a pack, as file:line: message."""
        with pytest.raises(PackError) as refused:
            self.read(name)
        return [f"{problem.position}: {problem.message}" for problem in refused.value.problems]


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    return Packs(tmp_path)
