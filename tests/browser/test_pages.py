"""Figure blocks on their pages: position of the words, Pause, steps, and print."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.browser.listing import own_page
from tests.browser.user_input import WAVE, hold_motion, until

pytestmark = pytest.mark.browser


def test_the_pages_are_styled_from_a_folder_too(browser, site):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert page.evaluate("getComputedStyle(document.querySelector('svg .sg-stable')).fill") != "rgb(0, 0, 0)"
    page.close()


def test_only_a_page_from_the_disk_says_that_controls_need_a_server(browser, site, opened):
    path = "figures/scale-explorer/index.html"
    page = browser.new_page()
    page.goto((site / path).as_uri())
    why = page.locator(".sg-tools > .sg-help")
    assert why.is_visible()
    assert re.search(
        r"from your disk, browsers run it only in the frame of this figure.* sitegen serve\.$",
        why.inner_text(),
        re.DOTALL,
    )
    why.get_by_role("link", name="frame of this figure").click()
    slider = page.locator(".sg-explore [type=range]").first
    slider.press("End")
    page.wait_for_selector(".sg-modified")
    assert slider.get_attribute("aria-valuetext").startswith("2.5")
    page.close()
    page = opened(path)
    assert page.locator(".sg-explore").is_visible()
    assert not page.locator(".sg-tools > .sg-help").is_visible()


def test_the_focus_ring_of_a_slider_touches_no_text(opened):
    page = opened("figures/scale-explorer/index.html", width=320)
    label, slider, marks = (
        page.locator(f".sg-explore {name}").first.bounding_box() for name in ("label", "[type=range]", ".sg-marks")
    )
    page.locator(".sg-explore [type=range]").press("End")
    style = page.locator(".sg-explore [type=range]").evaluate("each => getComputedStyle(each)['outline-width']")
    assert style == "3px"  # 2 px from the slider
    assert label["y"] + label["height"] <= slider["y"] - 5
    assert slider["y"] + slider["height"] + 5 <= marks["y"]


@pytest.mark.parametrize("path", ["figures/schedule-explorer/index.html", "reference/layer-profile.html"])
@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_a_wide_table_begins_where_the_text_begins(opened, path, width):
    page = opened(path, width=width)
    lefts = page.evaluate(
        "[...document.querySelectorAll('.column > :is(h2, .scroll)')].map(each => each.getBoundingClientRect().left)"
    )
    assert len(lefts) > 2
    assert lefts == pytest.approx([lefts[0]] * len(lefts), abs=0.5)


def test_a_slider_is_as_wide_as_a_narrow_phone(opened):
    page = opened("figures/grid-momentum/index.html", width=320)
    assert [each.bounding_box()["width"] for each in page.locator(".sg-explore [type=range]").all()] == [288, 288]


def test_the_room_of_buttons_that_cannot_be_used_yet_shows_them_faintly(opened):
    """They can be neither focused nor clicked, and are read aloud only after a change; nothing moves when they appear."""
    page = opened("figures/grid-momentum/index.html", width=320)
    face = (
        "[...document.querySelectorAll('.sg-explore button')].map((each) => getComputedStyle(each, '::before').content)"
    )
    place = "document.querySelector('.sg-explore > .sg-buttons').getBoundingClientRect().y + scrollY"
    before = page.evaluate(place)
    assert page.evaluate(face) == ['"Reset" / ""', '"Copy link" / ""']
    assert "button" not in page.locator(".sg-tools").aria_snapshot()
    page.locator(".sg-explore [type=range]").first.press("End")
    page.wait_for_selector(".sg-modified")
    assert page.evaluate(face) == ["none", "none"]
    assert page.evaluate(place) == pytest.approx(before, abs=0.1)
    assert page.locator(".sg-tools").aria_snapshot().count("button") == 2


def test_the_current_entry_of_the_header_does_not_move_the_others(opened):
    widths = [
        opened(path).evaluate(
            "[...document.querySelectorAll('.site-header a')].map((each) => each.getBoundingClientRect().x)"
        )
        for path in ("404.html", "docs/index.html", "lessons/index.html", "index.html")
    ]
    assert widths == [widths[0]] * 4


def test_nothing_is_kept_for_buttons_below_a_row_with_room_for_them(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(f"{address}/figures/scale-explorer/index.html")
    choices, buttons, note = (
        page.locator(f".sg-tools {name}").last.bounding_box()
        for name in (".sg-choices", ".sg-explore > .sg-buttons", ".sg-reduced-motion-note")
    )
    assert buttons["y"] < choices["y"] + choices["height"] <= note["y"]
    page.close()


def test_a_full_stop_is_in_the_line_of_its_formula(opened):
    page = opened("lessons/vanishing-gradients.html")
    held = page.locator(".short:has(> math)")
    assert held.count() > 2
    for width in range(320, 700, 20):
        page.set_viewport_size({"width": width, "height": 900})
        lines = held.evaluate_all("all => all.map(each => each.getClientRects().length)")
        assert (width, set(lines)) == (width, {1})


def test_a_figure_is_288_pixels_wide_on_a_narrow_phone(opened):
    page = opened("lessons/initialisation.html", width=320)
    widths = page.evaluate("[...document.querySelectorAll('.sg-art')].map(art => art.getBoundingClientRect().width)")
    assert set(widths) == {288, 0}


@pytest.mark.parametrize(("width", "shown"), [(320, 288), (767, 420), (768, 740), (1280, 864), (1920, 864)])
def test_a_page_shows_the_drawing_that_it_has_room_for(opened, width: int, shown: int):
    """The other one is not in the accessible tree. Figures begin where the text begins, whose column has at most 42 rem."""
    page = opened("lessons/initialisation.html", width=width)
    (figure, *_), (text, *_) = (page.locator(name).all() for name in (".sg-drawing", ".prose > p"))
    drawings = [box for art in figure.locator(".sg-art").all() if (box := art.bounding_box())]
    assert [box["width"] for box in drawings] == [shown]
    assert figure.aria_snapshot().count("- img") == 1
    box, block = text.bounding_box(), page.locator(".prose > .sg-figure").first.bounding_box()
    assert box["width"] == min(672, width - 32)
    assert block["x"] == box["x"]
    assert block["x"] + block["width"] <= width - 14
    in_the_middle = (width - box["width"]) / 2
    assert abs(box["x"] - min(in_the_middle, max(14, width - 14 - 864))) <= 2


def test_linked_figures_are_side_by_side_on_a_wide_page(opened):
    page = opened("lessons/scale-in-your-hand.html", width=960)
    one, other = (each.bounding_box() for each in page.locator(".linked > .sg-figure").all())
    assert (one["y"], one["width"]) == (other["y"], other["width"])
    assert one["x"] + one["width"] < other["x"]
    drawings = [each.bounding_box() for each in page.locator(".sg-narrow:visible").all()]
    assert (
        max(each["y"] + each["height"] for each in drawings)
        < page.locator(".linked .sg-more").first.bounding_box()["y"]
    )


def test_linked_figures_have_their_width_before_all_have_arrived(opened) -> None:
    page = opened("lessons/scale-in-your-hand.html", width=1280)
    first = page.locator(".linked > .sg-figure").first
    both = first.bounding_box()["width"]
    page.evaluate("document.querySelector('.linked > :last-child').remove()")
    assert first.bounding_box()["width"] == both


def test_without_a_script_linked_figures_have_their_states_below_each_other(browser, site):
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / "lessons/scale-in-your-hand.html").as_uri())
    figures = [each.bounding_box() for each in page.locator(".linked > .sg-figure").all()]
    assert [each["width"] for each in figures] == [864, 864]
    page.set_viewport_size({"width": 360, "height": 640})
    assert {each.bounding_box()["x"] for each in page.locator(".sg-controls").all()} == {16}
    page.close()


def test_the_slider_stays_on_a_phone_while_the_linked_figure_is_seen(opened):
    page = opened("lessons/scale-in-your-hand.html", width=360, height=640)
    page.evaluate("document.querySelector('#fig-wave-explorer').scrollIntoView()")
    slider, name, drawing = (
        page.locator(each).first.bounding_box()
        for each in (
            "#fig-scale-explorer .sg-explore [type=range]",
            "#fig-wave-explorer .sg-name",
            "#fig-wave-explorer .sg-drawing",
        )
    )
    assert 0 <= slider["y"] < slider["y"] + slider["height"] <= name["y"]
    assert drawing["y"] + drawing["height"] <= 640
    wave = page.locator("#fig-wave-explorer")
    wave.get_by_role("button", name="Next").click()  # the room of the slider covers nothing
    lead = wave.locator(".sg-lead-text")
    before = lead.inner_text()
    page.locator("#fig-scale-explorer .sg-explore [type=range]").press("End")
    page.wait_for_selector("#fig-wave-explorer.sg-modified")
    assert lead.inner_text() != before


def test_a_link_filters_the_gallery_without_a_script(opened):
    page = opened("figures/index.html", java_script_enabled=False)
    cards, links = page.locator(".card:visible"), page.locator(".filter a")
    every = cards.count()
    assert page.get_by_role("heading", name=f"All {every} figures").bounding_box()["height"] > 20
    counts = {}
    for link in links.all():
        link.click()
        name, shown = re.fullmatch(r"(All|.+?),? (\d+) figures?", link.text_content()).groups()
        assert cards.count() == int(shown)
        assert link.is_visible()
        assert page.locator("h2:focus").inner_text().split("\n")[0].startswith(name)
        assert page.locator("h2:visible:focus").bounding_box()["height"] > 20
        assert page.locator("#page-all").is_visible() == (name == "All")
        counts[name] = int(shown)
    assert counts.pop("All") == every == sum(counts.values())
    links.first.click()
    assert cards.count() == every
    first, second = (cards.nth(index).bounding_box() for index in (2, 3))
    assert second["y"] - first["y"] - first["height"] < 40  # kinds leave no hole


def test_texts_of_the_gallery_have_one_size_and_names_align(opened):
    page = opened("figures/index.html", width=1280)
    cards = page.locator(".card").evaluate_all("""cards => cards.map((card) => {
        const [picture, name] = ["img", "h3"].map((each) => card.querySelector(each).getBoundingClientRect());
        return [card.getBoundingClientRect().top, picture.width, name.top];
    })""")
    rows = {top: {name for other, _, name in cards if other == top} for top, _, _ in cards}
    assert len(cards) > len(rows) > 10
    assert {len(names) for names in rows.values()} == {1}
    assert len({round(width) for _, width, _ in cards}) == 1
    ratio = "image => [image.naturalWidth / image.naturalHeight, image.width / image.height]"
    first = page.locator("#bptt-norm ~ * img, .wall section:has(#bptt-norm) img").first
    first.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete", arg=first.element_handle())
    natural, drawn = first.evaluate(ratio)
    assert drawn == pytest.approx(natural, rel=0.01)


def test_a_page_of_a_figure_reads_its_title_once(opened):
    page = opened("figures/scale-explorer/index.html")
    title = page.locator("h1").inner_text()
    assert page.locator("figure").get_attribute("aria-labelledby") == page.locator("figcaption").get_attribute("id")
    assert page.get_by_role("figure", name=title, exact=True).count() == 1
    assert page.locator(".sg-name").is_hidden()
    assert page.locator(".sg-downloads").inner_text().count(title) == 0


def test_the_gallery_marks_what_it_shows(opened):
    page = opened("figures/index.html#bars")
    marked = """name => [...document.querySelectorAll(".filter [aria-current=true]")]
        .map(each => each.textContent).join() === name"""
    links = page.locator(".filter a")
    until(page, marked, page.locator(".filter [href='#bars']").text_content())
    for link in (links.last, links.first):
        link.click()
        until(page, marked, link.text_content())
    ground = "each => getComputedStyle(each).backgroundColor"
    assert links.first.evaluate(ground) != links.last.evaluate(ground)


def test_with_less_motion_nothing_is_left_of_a_player_that_can_only_play(opened):
    page = opened("figures/relu-16/index.html", reduced_motion="reduce")
    assert "Animation" not in page.locator(".sg-figure").aria_snapshot()
    assert 'group "Animation' in opened("figures/relu-16/index.html").locator(".sg-figure").aria_snapshot()


def test_the_home_page_begins_with_a_figure(opened):
    page = opened("index.html", width=1280, height=800)
    assert page.locator(".sg-wide svg").first.bounding_box()["y"] < 700


def test_a_figure_is_told_from_top_to_bottom(opened):
    page = opened("index.html")
    parts = (".sg-name", ".sg-lead", ".sg-wide", ".sg-tools", ".sg-caption", ".sg-note", ".sg-more")
    boxes = [page.locator(part).first.bounding_box() for part in parts]
    assert all(one["y"] + one["height"] <= other["y"] + 1 for one, other in pairwise(boxes))


STOPS = """figure => [...figure.querySelectorAll("a, button, input, select, summary, [tabindex='0']")]
    .filter((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }) && (each.type !== "radio" || each.checked)).length"""


def test_a_figure_has_few_tab_stops_before_anything_is_unfolded(revisit, operated: str):
    for scripts in (True, False):
        with revisit(own_page(operated), scripts=scripts) as visited:
            figure = visited.page.locator(".sg-figure")
            assert figure.evaluate(STOPS) - figure.locator(".sg-skip").count() <= 6


def test_a_link_passes_a_figure_by(opened):
    page = opened("lessons/scale-in-your-hand.html")
    page.locator(".sg-skip").first.press("Enter")
    end = page.locator(".sg-end").first
    assert end.evaluate("each => each === document.activeElement")
    assert end.aria_snapshot() == "- text: End of this figure"
    assert end.bounding_box()["height"] > 20  # for those who see
    assert end.text_content() == ""  # for reading views, feeds and search indexes
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('figure')?.id") != "fig-scale-explorer"


def test_without_a_script_an_explorer_leads_to_its_states(opened):
    page = opened("lessons/scale-in-your-hand.html", java_script_enabled=False)
    page.locator(".sg-help").get_by_role("link", name="table of states").first.press("Enter")
    table = page.locator(".sg-table", has_text="States to explore")
    assert table.first.is_visible()
    assert table.first.locator("caption").evaluate("each => each.matches(':target')")


@pytest.mark.parametrize("offering", ["figures/scale-explorer/index.html", WAVE])
def test_nothing_is_offered_twice(opened, offering: str):
    """Where the script runs, there is one player, and no control for pages without script."""
    page = opened(offering)
    assert page.locator(".sg-player [value=play]:visible").count() == 1
    assert page.locator(".sg-pause:visible, .sg-step:visible, .sg-snapshots:visible").count() == 0
    assert page.locator(".sg-reset:visible").count() == 0


def test_arrow_keys_choose_a_moment_without_scripts(opened):
    page = opened(WAVE, java_script_enabled=False)
    page.locator('.sg-step[value="play"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.locator('.sg-step[value="0"]').is_checked()


def test_pause_stops_the_motion(opened):
    page = opened(WAVE)
    states = "document.getAnimations().map(each => each.playState)"
    hold_motion(page, 300)
    assert "running" in page.evaluate(states)
    page.locator(".sg-player [value=play]").press("Enter")
    assert set(page.evaluate(states)) <= {"paused", "finished"}


def test_less_motion_says_why_nothing_moves_and_offers_the_moments(opened):
    page = opened(WAVE, reduced_motion="reduce")
    assert page.locator(".sg-reduced-motion-note").is_visible()
    assert not page.locator(".sg-pause").is_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator(".sg-player [type=range]").is_visible()
    assert not opened(WAVE).locator(".sg-reduced-motion-note").is_visible()


def test_a_drawing_has_its_name_and_description_in_the_accessibility_tree(opened):
    page = opened("figures/relu-16/index.html")
    tree = page.locator(".sg-drawing").aria_snapshot()
    assert tree.count("- img") == tree.count('- img "Drawing"') == 1


def test_paper_has_the_figure_and_what_is_unfolded(opened):
    page = opened("figures/relu-16/index.html")
    page.emulate_media(media="print")
    for there in ("h1", ".sg-lead", ".sg-drawing"):
        assert page.locator(there).bounding_box()["height"] > 0
    assert not page.locator(".sg-table").first.is_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.locator(".sg-table").first.bounding_box()["height"] > 100
    for gone in (".sg-tools", ".sg-downloads", ".site-header nav", ".skip"):
        assert not page.locator(gone).is_visible()


@pytest.mark.parametrize("path", ["lessons/scale-in-your-hand.html", "figures/wave-explorer/index.html"])
def test_paper_has_no_controls(revisit, path: str):
    """A sheet of A4 is as narrow as the screens on which a slider sticks."""
    with revisit(path, width=700) as visited:
        controls = visited.page.locator(".sg-tools :is(input, select, button)")
        controls.first.wait_for(state="attached")
        visited.page.emulate_media(media="print")
        shown = controls.evaluate_all("all => all.filter((each) => each.checkVisibility()).length")
        visited.page.emulate_media(media="screen")
        assert shown == 0 < controls.count()


@pytest.mark.parametrize(
    "printed", ["accessibility.html", *map(own_page, ("bptt-seeds", "neurons-large", "scale-explorer", "vanishing-10"))]
)
def test_paper_has_every_column_of_a_table(revisit, printed: str):
    """A4 with wide margins, US Letter with narrow ones."""
    with revisit(printed, media="print") as visited:
        visited.run("unfold")
        for width in (650, 740):
            visited.resize(width)
            assert not visited.page.evaluate(
                "[...document.querySelectorAll('th, td')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.textContent)"
            )


@pytest.mark.parametrize("path", ["lessons/remembering.html", "lessons/initialisation.html"])
def test_on_paper_a_figure_is_in_one_piece_with_letters_as_large_as_the_text(opened, path: str):
    page = opened(path, width=700)
    page.emulate_media(media="print")
    figures = page.locator(".sg-figure").evaluate_all(
        "all => all.map((each) => [getComputedStyle(each).breakInside, each.getBoundingClientRect().height < 950])"
    )
    assert set(map(tuple, figures)) == {("avoid", True)}
    leads = page.locator(".sg-lead").evaluate_all("all => all.map((each) => getComputedStyle(each).fontSize)")
    sizes = [float(size.removesuffix("px")) for size in leads]
    assert sizes == pytest.approx([11 * 96 / 72] * len(figures), abs=0.3)
    frames = page.locator("pre").evaluate_all("all => all.map((each) => getComputedStyle(each).borderLeftWidth)")
    assert set(frames) <= {"1px"}


def test_the_longest_lesson_has_few_sheets_of_paper(opened):
    printed = opened("lessons/initialisation.html").pdf(format="A4")
    assert 0 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12
