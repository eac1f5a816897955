"""A hall of several languages: second texts for cards and goals, questions and stage in two languages."""

import pytest
from pydantic import ValidationError

from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.events import ref_of
from facilitation.limits import TRANSLATION_LIMIT
from facilitation.model import CardTexts, Translation
from facilitation.visibility import Viewer, everything, seen
from tests.builders import (
    NOON,
    Hall,
    a_card,
    a_goal,
    a_translation,
    a_voting,
    a_workshop,
    an_id,
    refused,
    translates,
)

ARABIC = "نحتاج إلى دورات لغة في المساء"


def outdated(hall: Hall, translation: Translation) -> bool:
    """As the document says it of the only card."""
    (card,) = document(hall.state, NOON).cards()
    return next(one.outdated for one in card.translations if one.language == translation.language)


def test_a_translation_is_a_second_text_and_the_original_stays() -> None:
    hall = a_workshop()
    card = a_card(hall, ARABIC, language="ar")
    translation = a_translation(hall, card, "de", "Wir brauchen Sprachkurse am Abend")
    assert hall.now(card) == card
    assert (translation.of_id, translation.language, translation.version) == (card.id, "de", 1)


def test_one_translation_per_language_whoever_writes_it() -> None:
    hall = a_workshop()
    card = a_card(hall, ARABIC, language="ar")
    first = a_translation(hall, card, "de", "Sprachkurse")
    again = a_translation(hall, card, "de", "Sprachkurse am Abend")
    a_translation(hall, card, "en", "Evening classes")
    assert again == first.model_copy(update={"text": "Sprachkurse am Abend", "version": 2})
    assert len(list(hall.state.all(Translation))) == 2


def test_an_empty_text_takes_the_translation_away() -> None:
    hall = a_workshop()
    card = a_card(hall)
    a_translation(hall, card, "en", "Language mentors")
    hall.ask(translates(card, "en", " \n"))
    assert list(hall.state.all(Translation)) == []
    with refused("text_empty"):
        hall.ask(translates(card, "en", ""))


def test_goals_are_translated_like_cards() -> None:
    hall = a_workshop()
    assert a_translation(hall, a_goal(hall), "tr", "Her okulda").text == "Her okulda"


def test_only_moderators_translate_and_only_what_is_there() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    with refused("not_allowed"):
        hall.ask(translates(card, "en", "Mentors"), person)
    with refused("unknown"):
        hall.ask(c.Translate(of_id=an_id(), language="en", text="x", original_version=1))
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    with refused("withdrawn"):
        hall.ask(translates(card, "en", "Mentors"))


def test_a_translation_has_a_language_and_a_length() -> None:
    card = a_card(hall := a_workshop())
    with pytest.raises(ValidationError):
        translates(card, "", "Mentors")
    with refused("text_too_long", over=1, limit=TRANSLATION_LIMIT):
        hall.ask(translates(card, "en", "x" * (TRANSLATION_LIMIT + 1)))


def test_a_reworded_card_outdates_its_translation_and_a_moved_one_does_not() -> None:
    hall = a_workshop()
    card = a_card(hall)
    translation = a_translation(hall, card, "en", "Language mentors")
    hall.ask(c.MoveContribution(id=card.id, field_id=hall.field("Wohnen").id))
    assert not outdated(hall, translation)
    version = hall.now(card).version
    hall.ask(c.EditContribution(id=card.id, version=version, kind=card.kind, text="Die Schulpaten"))
    assert outdated(hall, translation)
    hall.ask(c.Undo())
    assert not outdated(hall, translation), "the wording that was translated is back"


def test_what_was_reworded_while_the_interpreter_typed_is_outdated_at_once() -> None:
    hall = a_workshop()
    card = a_card(hall)
    hall.ask(c.EditContribution(id=card.id, version=1, kind=card.kind, text="Die Schulpaten"))
    translation = a_translation(hall, card, "en", "Language mentors")  # of the wording before
    assert outdated(hall, translation)
    assert not outdated(hall, a_translation(hall, hall.now(card), "en", "School mentors"))


def test_a_translation_is_taken_back_and_brought_back() -> None:
    hall = a_workshop()
    card = a_card(hall)
    translation = a_translation(hall, card, "en", "Language mentors")
    hall.ask(c.Undo())
    assert list(hall.state.all(Translation)) == []
    hall.ask(c.Redo())
    assert hall.now(translation).text == translation.text
    hall.ask(translates(card, "en", ""))
    hall.ask(c.Undo())
    assert hall.now(translation).text == translation.text, "what was taken away is back"


def test_a_hidden_card_takes_its_translation_off_the_wall_and_brings_it_back() -> None:
    hall = a_workshop()
    card = a_card(hall)
    translation = a_translation(hall, card, "en", "Mr Miller")
    hall.ask(c.HideContribution(id=card.id, reason="Name"))
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([], [ref_of(card), ref_of(translation)])
    assert seen(hall.journal[-1], Viewer.MODERATOR, hall.state) == ([hall.now(card)], [])
    assert translation not in everything(hall.state, Viewer.PUBLIC)
    assert translation in everything(hall.state, Viewer.MODERATOR)
    hall.ask(c.RestoreContribution(id=card.id))
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([hall.now(card), translation], [])


def test_a_hidden_card_may_be_translated_and_nobody_in_the_hall_sees_it() -> None:
    hall = a_workshop()
    card = a_card(hall)
    hall.ask(c.HideContribution(id=card.id, reason="Name"))
    translation = a_translation(hall, card, "en", "Mr Miller")
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([], [ref_of(translation)])
    assert seen(hall.journal[-1], Viewer.MODERATOR, hall.state) == ([translation], [])


def test_the_document_carries_original_and_translations() -> None:
    hall = a_workshop()
    a_translation(hall, a_card(hall, ARABIC, language="ar"), "de", "Sprachkurse")
    a_translation(hall, a_goal(hall, "Kurse für alle", language="de"), "ar", "دورات للجميع")
    hall.ask(c.ChooseTexts(card_texts=CardTexts.BOTH))
    made = document(hall.state, NOON)
    (card,), (goal,) = made.cards(), made.goals
    assert (card.text, card.translations[0].text) == (ARABIC, "Sprachkurse")
    assert (goal.text, goal.translations[0].text) == ("Kurse für alle", "دورات للجميع")
    assert made.head.card_texts is CardTexts.BOTH


def test_the_stage_speaks_a_second_language_and_never_the_first_one_twice() -> None:
    hall = a_workshop()
    hall.ask(c.ChooseTexts(stage_language="ar", card_texts=CardTexts.BOTH))
    assert hall.state.workshop.stage_language == "ar"
    hall.ask(c.ChooseTexts(stage_language="de"))
    assert (hall.state.workshop.stage_language, hall.state.workshop.card_texts) == ("", CardTexts.ORIGINAL)


def test_the_moderators_question_in_other_languages() -> None:
    hall = a_workshop()
    hall.ask(c.AskIn(language="uk", phase="write", text="Чого вам бракує?"))
    hall.ask(c.AskIn(language="uk", phase="goals", text="Що має змінитися?"))
    hall.ask(c.AskIn(language="uk", phase="goals", text=""))
    assert hall.state.workshop.questions_in == {"uk": {"write": "Чого вам бракує?"}}
    hall.ask(c.AskIn(language="uk", phase="write", text=""))
    assert hall.state.workshop.questions_in == {}
    hall.ask(c.Undo())
    assert hall.state.workshop.questions_in == {"uk": {"write": "Чого вам бракує?"}}
    with refused("unknown_phase", phase="tea"):
        hall.ask(c.AskIn(language="uk", phase="tea", text="?"))


def test_a_voting_asks_in_several_languages() -> None:
    hall = a_workshop()
    voting = a_voting(hall, a_goal(hall), questions_in={"tr": "Önce ne?", "fr": " "})
    assert voting.questions_in == {"tr": "Önce ne?"}
