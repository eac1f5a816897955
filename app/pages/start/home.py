"""The start page: dialogues with their workshops, other devices, import."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import events, ui

from app.exports.wording import day
from app.network.addresses import short
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import address, button, icon, plain, tagged, typed
from app.pages.base.question import Question
from app.pages.base.trouble import Notice, ask, attempt
from app.pages.base.words import LANGUAGES, devices, language, step_name, t
from app.pages.differences import open_pairs
from app.pages.start.bin import ask_to_delete
from app.pages.start.contact_form import ContactForm
from app.qr import svg
from app.workplace.archives import Archives, Report
from app.workplace.rooms import Rooms
from app.workplace.workplace import Workplace
from facilitation.agenda import step_now
from facilitation.commands import FinishWorkshop
from facilitation.model import Dialogue, Workshop

LOOK_SECONDS = 2.0
LARGEST_ARCHIVE = 200 * 1024 * 1024


def build(workplace: Workplace, unknown: str = "") -> None:
    """At /m."""
    page = StartPage(workplace.rooms)
    with frame(workplace, t("setup.start_title")) as actions:
        if unknown:
            Notice.say(t("error.unknown_workshop"))
        with actions:
            _languages()
            help_link()
        with plain("div", "columns start"):
            with plain("div", "main-column"):
                page.dialogues()
            with plain("aside", "side paper-side"):
                _other_devices(workplace.network.urls)
                _archive(workplace.archives, page)
                ContactForm(workplace.settings)
    ui.timer(LOOK_SECONDS, page.look)


class StartPage:
    """The list. What others change is seen here, too; only what has changed is drawn anew."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._shown: object = None
        self._states: dict[str, ui.label] = {}

    def look(self) -> None:
        if self._now() != self._shown:
            self.dialogues.refresh()
            return
        for workshop in self.rooms.workshops():
            self._states[workshop.id].text = self._state_words(workshop)

    def _now(self) -> object:
        """All but steps and head counts: who is about to press a button must not lose it for those."""
        listed = [(w.id, w.title, w.place, w.date, w.code, w.finished) for w in self.rooms.workshops()]
        pairs = [len(open_pairs(self.rooms, w.id)) for w in self.rooms.workshops()]
        return self.rooms.dialogues(), listed, pairs

    @ui.refreshable_method
    def dialogues(self) -> None:
        """All dialogues, each with its workshops; at the very first start one invitation."""
        self._shown = self._now()
        found, workshops = self.rooms.dialogues(), self.rooms.workshops()
        if not found and not workshops:
            return _first_start()
        newest_open = next((w.id for w in workshops if not w.finished), None)
        for dialogue in found:
            _dialogue_head(dialogue, newest_open is None)
            self._workshops(self.rooms.workshops(dialogue.id), newest_open)
        known = {dialogue.id for dialogue in found}
        self._without_dialogue([w for w in workshops if w.dialogue_id not in known], newest_open)
        link_button(t("setup.new_dialogue"), "/m/new", "plus")

    def _without_dialogue(self, workshops: list[Workshop], newest_open: str | None) -> None:
        """Those that came in an archive without their dialogue, under the title that they bear."""
        for title in dict.fromkeys(workshop.dialogue_title for workshop in workshops):
            with plain("div", "dialogue-head"):
                tagged("h2", title, "grow").props("dir=auto")
            self._workshops([w for w in workshops if w.dialogue_title == title], newest_open)

    def _workshops(self, workshops: list[Workshop], newest_open: str | None) -> None:
        with plain("section", "dialogue"):
            for workshop in workshops:
                self._workshop(workshop, workshop.id == newest_open)

    def _workshop(self, workshop: Workshop, filled: bool) -> None:
        with plain("article", "workshop finished" if workshop.finished else "workshop"):
            with plain("div", "grow"):
                typed("h3", workshop.title, workshop.language)
                _line(day(workshop.date, language()), workshop.place)
                with plain("div", "workshop-state"):
                    icon("saved" if workshop.finished else "people")
                    self._states[workshop.id] = ui.label(self._state_words(workshop))
            with plain("div", "workshop-code"):
                ui.label(t("setup.code")).classes("muted")
                ui.label(workshop.code).classes("code")
            with plain("div", "workshop-actions"):
                self._actions(workshop, filled)

    def _actions(self, workshop: Workshop, filled: bool) -> None:
        """Where one goes, and what is done with the workshop as a whole. Each group stays together."""
        path = f"/m/w/{workshop.code}"
        with plain("div", "action-group"):
            if not workshop.finished:
                link_button(t("setup.run"), path, "arrow", filled=filled)
                link_button(t("setup.prepare"), f"{path}/setup", "pencil")
            link_button(t("setup.documents"), f"{path}/documents", "download")
            if count := len(open_pairs(self.rooms, workshop.id)):
                link_button(t("setup.differences_choose", count=count), f"{path}/differences", "warning")
        with plain("div", "action-group"):
            link_button(t("setup.copy"), f"/m/new?copy={workshop.code}", "plus")
            if workshop.finished:
                button(t("setup.reopen"), lambda: self._finish(workshop, finished=False), "undo")
            else:
                button(t("setup.finish"), lambda: self._ask_to_finish(workshop), "lock")
            button(t("setup.delete"), lambda: self._ask_to_delete(workshop), "close")

    def _ask_to_delete(self, workshop: Workshop) -> None:
        ask_to_delete(self.rooms, workshop, self.dialogues.refresh)

    def _ask_to_finish(self, workshop: Workshop) -> None:
        people = t("setup.finish_people", people=devices(self.rooms.people(workshop.code)))
        words = (people, t("setup.finish_text"))
        title = t("setup.finish_ask", title=workshop.title)
        Question(title, words, t("setup.finish_do"), lambda: self._finish(workshop, finished=True))

    async def _finish(self, workshop: Workshop, *, finished: bool) -> None:
        Notice.say(await ask(self.rooms, workshop.id, FinishWorkshop, finished=finished))
        self.dialogues.refresh()

    def _state_words(self, workshop: Workshop) -> str:
        people = devices(self.rooms.people(workshop.code))
        if workshop.finished:
            return t("setup.finished", people=people)
        phase = step_name(step_now(workshop))
        return t("setup.runs", phase=phase, people=people)


def _first_start() -> None:
    with plain("section", "welcome"):
        tagged("h2", t("setup.welcome"))
        tagged("p", t("setup.welcome_text"))
        link_button(t("setup.first_workshop"), "/m/new", "arrow", filled=True)
        tagged("p", t("setup.first_minute"), "muted")


def _dialogue_head(dialogue: Dialogue, nothing_open: bool) -> None:
    with plain("div", "dialogue-head"):
        with plain("div", "grow"):
            tagged("h2", dialogue.title).props("dir=auto")
            _line(dialogue.host, t("setup.goals_for", year=dialogue.target_year))
        link_button(t("common.edit"), f"/m/d/{dialogue.id}", "pencil")
        # Where nothing is open, the next thing to do is the next workshop.
        link_button(t("setup.new_workshop"), f"/m/new?dialogue={dialogue.id}", "plus", filled=nothing_open)


def _line(*parts: str) -> None:
    ui.label(" · ".join(part for part in parts if part)).classes("muted").props("dir=auto")


def _languages() -> None:
    with plain("nav", "languages").props(f'aria-label="{t("common.language")}"'):
        for code, name in LANGUAGES.items():
            link = ui.link(name, f"?lang={code}").props(f"lang={code}")
            if code == language():
                link.props("aria-current=true")


def _other_devices(addresses: Sequence[str]) -> None:
    tagged("h2", t("setup.other_device"))
    tagged("p", t("setup.other_device_text"), "muted")
    with plain("div", "qr-strip"):
        with plain("div", "qr-paper"):
            ui.html(svg(f"{addresses[0]}/m"), sanitize=False)
        with plain("ul", "plain addresses"):
            for base in addresses:
                address(plain("li"), f"{short(base)}/m")
    link_button(t("setup.access"), "/m/access", "lock")
    tagged("h2", t("setup.hall_check"))
    tagged("p", t("setup.hall_check_text"), "muted")
    link_button(t("setup.hall_check_open"), "/m/hall", "wifi")


def _archive(archives: Archives, page: StartPage) -> None:
    tagged("h2", t("setup.archive"))
    tagged("p", t("setup.archive_text"), "muted")
    upload = ui.upload(
        auto_upload=True,
        max_files=1,
        max_file_size=LARGEST_ARCHIVE,
        on_upload=lambda event: _import(event, archives, page),
    )
    upload.props("accept=.zip").classes("unseen-upload")
    # In the browser: it opens its file window only for a click, not for a message from the server.
    pick = button(t("setup.archive_choose"), lambda: None, "download")
    pick.on("click", js_handler=f"() => runMethod({upload.id}, 'pickFiles', [])")


async def _import(event: events.UploadEventArguments, archives: Archives, page: StartPage) -> None:
    event.sender.reset()  # type: ignore[attr-defined] # an ui.upload
    if event.file.size() > LARGEST_ARCHIVE:  # NiceGUI's own limit holds in the browser only
        return Notice.say(t("setup.problem.archive_too_large"))
    reports: list[Report] = []

    async def read() -> None:
        reports.append(await archives.take_in(await event.file.read()))

    problem = await attempt(page.rooms, read())
    page.dialogues.refresh()
    Notice.say(problem, good=False)
    for report in reports:
        _tell(page.rooms, report)


def _tell(rooms: Rooms, report: Report) -> None:
    """What came in; what has to be chosen is one click away."""
    counts = {"new": report.new, "changed": report.changed, "both": report.both}
    words = t("setup.archive_report", **counts) if any(counts.values()) else t("setup.archive_read")
    Notice.say(words, good=True)
    asked = next((w for w in report.workshops if open_pairs(rooms, w.id)), None)
    if report.both and asked:
        target = f"/m/w/{asked.code}/differences"
        about = (words, t("setup.differences_text"))
        now, later = t("setup.differences_now"), t("setup.differences_later")
        Question(t("setup.differences"), about, now, lambda: ui.navigate.to(target), leave=later)
