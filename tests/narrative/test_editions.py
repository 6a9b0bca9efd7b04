"""The text of the editions that the program ships, over the example documents and over empty ones."""

from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.editions.library import Library
from disclosure_editor.narrative.template_check import check_templates
from disclosure_editor.narrative.writer import Narrative, WrittenParagraph

LIBRARY = Library()
EXAMPLES = Path(__file__).parents[2] / "examples"
DOCUMENTS = sorted(EXAMPLES.glob("*.disclosure"))


def paragraphs(workbook: Workbook) -> list[WrittenParagraph]:
    narrative = Narrative(workbook)
    return [paragraph for section in workbook.edition.outline for paragraph in narrative.paragraphs(section)]


def text(name: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(open_workbook(EXAMPLES / name, LIBRARY))]


@pytest.mark.parametrize("edition", LIBRARY.ids)
def test_templates_have_no_mistakes(edition):
    assert check_templates(LIBRARY.edition(edition)) == []


@pytest.mark.parametrize("edition", LIBRARY.ids)
def test_a_new_document_has_a_text_for_each_template(edition):
    workbook = new_workbook(edition, "某单位", LIBRARY)

    written = {paragraph.key.section for paragraph in paragraphs(workbook)}
    silent = {section.id for section in workbook.edition.outline if section.template} - written
    assert len(silent) <= 1, "落款要填了日期才有"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_names_of_paragraphs_are_unique(document):
    keys = [paragraph.key for paragraph in paragraphs(open_workbook(document, LIBRARY))]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_no_sentence_of_an_example_waits_for_a_value(document):
    missing = [run.text for paragraph in paragraphs(open_workbook(document, LIBRARY)) for run in paragraph.runs]

    assert [text for text in missing if "请填写" in text] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "基本支出151万元，占57.85%，比上年增加23.79万元，主要原因是增加人员经费。",
        "3.210卫生健康支出10.96万元，占4.20%。",
        (
            "4.卫生健康（类）行政事业单位医疗（款）公务员医疗补助（项）：2021年预算数为2.54万元，比上年预算数增加2.54万元，"
            "增加100%，主要原因是：增加公务员医疗补助缴费。"
        ),
        (
            "2021年，昌吉回族自治州能源安全监测中心的机关运行经费财政拨款预算15.42万元，比上年预算增加3.31万元，"
            "增长27.33%。主要原因是人员增加。"
        ),
    ],
)
def test_the_text_is_the_published_one(sentence):
    assert sentence in text("energy-monitoring-2021-budget.disclosure")


@pytest.mark.parametrize(
    "sentence",
    [
        "收入预算包括：一般公共预算433.34万元。",
        (
            "5.卫生健康支出（210）行政事业单位医疗（11）其他行政事业单位医疗（99）款0.18万元，较上年增加0.18万元，"
            "主要原因是2020年其他单位医疗预算经费由2111101款拨入；"
        ),
        (
            "公用经费9.59万元，主要包括：办公费2.5万元、邮电费0.2万元、差旅费4.55万元、劳务费0.2万元、工会经费0.5万元、"
            "福利费1.14万元、其他商品和服务支出0.5万元。"
        ),
        (
            "2.车辆2辆，价值41.04万元；其中：一般公务用车0辆，价值0万元；执法执勤用车0辆，价值0万元；"
            "其他车辆2辆，价值41.04万元。"
        ),
    ],
)
def test_the_text_of_another_unit_is_its_published_one(sentence):
    assert sentence in text("pollution-monitoring-2021-budget.disclosure")
