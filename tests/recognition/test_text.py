"""A publication's text: its sections, its sentences' values at their addresses, its own words kept."""

import time
from decimal import Decimal

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey, Understanding
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.source import Place, Source, SourceParagraph
from disclosure_editor.narrative.writer import Narrative
from disclosure_editor.recognition.edition_choice import NoEdition, choose_edition, year_of
from disclosure_editor.recognition.recognise import recognise

OVERALL = """某局2024年度部门决算公开说明
第一部分 单位概况
第二部分 部门决算情况说明
一、收入支出决算总体情况说明
2024年度收入总计4,126.63万元，其中：本年收入合计4,113.55万元，使用非财政拨款结余（含专用结余）0.00万元，年初结转和结余13.07万元。
2024年度支出总计4,126.63万元，其中：本年支出合计4,087.10万元，结余分配0.00万元，年末结转和结余39.53万元。
收入支出总体与上年相比，增加663.63万元，增长19.16%，主要原因是：本年在职人员增加。"""

ITEMS = """（三）一般公共预算财政拨款支出决算具体情况
1.社会保障和就业支出(类)行政事业单位养老支出(款)行政单位离退休(项):支出决算数为6.44万元，比上年决算增加3.16万元，增长96.34%,主要原因是：退休人员增加。
2.卫生健康支出(类)行政事业单位医疗(款)事业单位医疗(项):支出决算数为0.00万元，比上年决算减少14.88万元，下降100.00%,主要原因是：科目调整。"""


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def source(text: str) -> Source:
    lines = (line for line in text.splitlines() if line.strip())
    return Source("决算.txt", tuple(SourceParagraph(line, Place(line=n)) for n, line in enumerate(lines, start=1)))


def read(library: Library, text: str, edition: str | None = "xinjiang-final-2024") -> Workbook:
    disclosure = recognise(source(text), library, edition).disclosure
    return Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)


def stated(workbook: Workbook, address: str) -> str | None:
    return workbook.stated(Address.parse(address))


def texts(workbook: Workbook, section_id: str) -> list[str]:
    section = next(section for section in workbook.edition.outline if section.id == section_id)
    return [paragraph.text for paragraph in Narrative(workbook).paragraphs(section)]


def test_figures_reasons_and_their_places_are_read(library):
    workbook = read(library, OVERALL)

    assert stated(workbook, "收支总表!收入总计.决算数") == "4126.63"
    assert stated(workbook, "总体说明!收入总计.原因") == "本年在职人员增加"
    origin = workbook.disclosure.origin(Address.parse("收支总表!收入总计.决算数"))
    assert origin is not None
    assert origin.place == "第5行"
    assert origin.text.startswith("2024年度收入总计")


def test_a_change_tells_last_years_figure(library):
    workbook = read(library, OVERALL)

    assert stated(workbook, "总体说明!收入总计.上年") == "3463.00"
    assert workbook.cell(Address.parse("总体说明!收入总计.增减")).amount == Decimal("663.63")
    assert stated(workbook, "总体说明!收入总计.增减") is None


def test_a_rate_that_does_not_follow_from_the_figures_is_kept_as_stated(library):
    workbook = read(library, OVERALL.replace("增长19.16%", "增长91.16%"))

    assert stated(workbook, "总体说明!收入总计.增长率") == "91.16"


def test_subjects_that_only_the_text_names_become_rows(library):
    workbook = read(library, f"五、一般公共预算财政拨款支出决算情况说明\n{ITEMS}")

    assert stated(workbook, "一般公共预算支出表!2080501.合计") == "6.44"
    assert stated(workbook, "项级说明!2080501.上年") == "3.28"
    assert stated(workbook, "项级说明!2101102.原因") == "科目调整"
    ended = [row.name for row in workbook.rows(workbook.edition.tables["一般公共预算支出表"].sides[0].row_list)]
    assert "2101102" not in ended


def test_what_is_read_is_written_again(library):
    workbook = read(library, f"{OVERALL}\n五、一般公共预算财政拨款支出决算情况说明\n{ITEMS}")

    assert texts(workbook, "一") == OVERALL.splitlines()[4:]
    assert texts(workbook, "五三") == ITEMS.splitlines()[1:]
    assert not list(workbook.disclosure.own_paragraphs())


def test_a_figure_that_disagrees_with_another_place_stays_as_published(library):
    workbook = read(library, OVERALL.replace("支出总计4,126.63万元，其中", "支出总计4,126.36万元，其中"))

    assert stated(workbook, "收支总表!收入总计.决算数") == "4126.63"
    assert stated(workbook, "收支总表!支出总计.决算数") == "4126.36"
    assert (
        texts(workbook, "一")
        == OVERALL.replace("支出总计4,126.63万元，其中", "支出总计4,126.36万元，其中").splitlines()[4:]
    )


def test_an_own_sentence_is_kept_with_its_figures_linked(library):
    own = "其中本年收入4,113.55万元里，其他收入是利息。"
    workbook = read(library, f"{OVERALL}\n{own}")

    key, kept = next(iter(workbook.disclosure.own_paragraphs()))
    assert kept.text.endswith(own)
    assert [link.address for link in kept.links if kept.text[link.start : link.end] == "4,113.55"] == [
        Address.parse("收支总表!本年收入合计.决算数")
    ]
    workbook.apply(workbook.edit("", {Address.parse("收支总表!本年收入合计.决算数"): "5000.5"}))
    assert "其中本年收入5,000.50万元里，其他收入是利息。" in "".join(texts(workbook, key.section))


def test_every_word_of_a_section_that_the_template_does_not_have_is_kept(library):
    text = OVERALL.replace("收入支出总体与上年相比，增加663.63万元", "总的看来，比起2023年多了663.63万元")

    workbook = read(library, text)

    assert texts(workbook, "一") == text.splitlines()[4:]


def test_a_paragraph_broken_in_two_is_read_as_one(library):
    text = OVERALL.replace("其中：本年收入合计", "其中：本年\n收入合计")

    assert stated(read(library, text), "收支总表!本年收入合计.决算数") == "4113.55"


def test_headings_are_found_without_their_numbers(library):
    text = OVERALL.replace("一、收入支出", "收入支出").replace("第二部分 ", "").replace("第一部分 ", "")

    assert stated(read(library, text), "收支总表!收入总计.决算数") == "4126.63"


def test_a_table_of_contents_is_not_taken_for_the_text(library):
    contents = "目录\n第二部分 部门决算情况说明\n一、收入支出决算总体情况说明\n"

    assert texts(read(library, contents + OVERALL), "一") == OVERALL.splitlines()[4:]


def test_the_edition_is_known_by_the_words_and_the_year(library):
    assert choose_edition(source(OVERALL), library).id == "xinjiang-final-2024"
    assert choose_edition(source(OVERALL.replace("2024", "2022")), library).id == "xinjiang-final-2022"
    assert year_of(source(OVERALL.replace("2024", "2026"))) == 2026


def test_a_later_year_is_the_documents_own(library):
    workbook = read(library, OVERALL.replace("2024", "2026"), edition=None)

    assert workbook.disclosure.year == 2026
    assert texts(workbook, "一")[0].startswith("2026年度")


def test_another_text_is_refused(library):
    with pytest.raises(NoEdition, match="不像预决算公开文件"):
        choose_edition(source("今天天气很好。\n我们去公园。"), library)


def test_the_report_tells_what_was_read_and_what_to_check(library):
    workbook = read(library, f"{OVERALL}\n其他收入是利息。")

    remarks = [remark for _, remark in workbook.disclosure.remarks()]
    assert any(r.understanding is Understanding.UNDERSTOOD and "一、收入支出总体" in r.message for r in remarks)
    doubtful = [r for r in remarks if r.understanding is Understanding.DOUBTFUL and r.text]
    assert any("其他收入是利息" in r.text and ParagraphKey.parse(r.at).section == "一" for r in doubtful)


def test_the_year_of_a_title_counts_more_than_years_in_the_text():
    assert year_of(source("2023年\n2023年工作\n2024年度部门决算公开说明\n2024年度收入")) == 2024


def test_a_near_sentence_counts_under_its_own_heading_alone(library):
    other = "2024年度收入总计为100.00万元，其中：事业单位公用经费5.00万元，比上年增加1.00万元，主要原因是：业务增加。"
    workbook = read(library, f"{OVERALL}\n{other}")

    assert stated(workbook, "机关运行经费!经费.本年") is None
    assert stated(workbook, "机关运行经费!经费.增减") is None
    assert other in "".join(texts(workbook, "一"))


def test_an_increase_or_decrease_without_a_direction_states_nothing(library):
    workbook = read(library, OVERALL.replace("增加663.63万元", "增加（减少）663.63万元"))

    assert stated(workbook, "总体说明!收入总计.上年") is None
    assert stated(workbook, "总体说明!收入总计.增减") is None


def test_dates_and_numbers_of_documents_are_kept_as_they_are(library):
    text = OVERALL.replace("本年在职人员增加", "按〔2024〕007号文于2024.10公布")

    assert "〔2024〕007号文于2024.10公布" in texts(read(library, text), "一")[2]


def test_reading_can_be_stopped_between_two_paragraphs(library):
    asked: list[str] = []

    def stop(phase: str, _: int) -> None:
        asked.append(phase)
        if phase == "读文字" and asked.count(phase) > 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recognise(source(OVERALL), library, "xinjiang-final-2024", stop)


def test_a_text_of_many_strange_paragraphs_takes_little_time(library):
    began = time.process_time()
    read(library, OVERALL + "\n一、收入支出决算情况" + "\n今天天气很好，我们去公园看花，花开得很好。" * 1500)

    assert time.process_time() - began < 5
