"""A field of action is the same one in all workshops of a dialogue, whatever each of them calls it."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.catalogue import key_named, keyed, update
from facilitation.likeness import fields_named
from facilitation.model import Dialogue, FieldOfAction
from tests.builders import Hall, a_workshop, an_id, refused


def a_dialogue() -> Hall:
    hall = Hall()
    hall.ask(c.CreateDialogue(id=an_id(), title="Integration gestalten", target_year=2030))
    return hall


def of(hall: Hall) -> Dialogue:
    return next(hall.state.all(Dialogue))


def one_of(series: Hall, *fields: str | c.NewField) -> Hall:
    """A workshop of the dialogue."""
    hall = Hall()
    given = {
        "dialogue_title": "D",
        "code": "KTM4PZ",
        "title": "Alle",
        "audience": "Alle",
        "target_year": 2030,
    }
    create = c.CreateWorkshop(
        id=an_id(), dialogue_id=of(series).id, groups=("Tisch 1",), fields=fields, **given
    )
    hall.ask(create)
    return hall


def learns(series: Hall, *workshops: Hall, changed: tuple[str, ...] = ()) -> bool:
    """From all workshops, the newest one first."""
    command = update(of(series), [hall.state for hall in workshops], changed)
    if command:
        series.ask(command)
    return command is not None


def names(series: Hall) -> list[str]:
    return [field.name for field in sorted(of(series).catalogue.values(), key=lambda field: field.position)]


def keys(hall: Hall) -> dict[str, str]:
    return {field.name: field.key for field in hall.state.all(FieldOfAction)}


def test_the_same_name_is_the_same_field_on_laptops_that_know_nothing_of_each_other() -> None:
    series = a_dialogue()
    first, second = one_of(series, "Wohnen", "Sprache"), one_of(series, "Sprache", "Arbeit")
    assert keys(first)["Sprache"] == keys(second)["Sprache"]
    assert len({*keys(first).values(), *keys(second).values()}) == 3
    assert keys(one_of(a_dialogue(), "Sprache"))["Sprache"] != keys(first)["Sprache"], "another dialogue's"
    second.ask(c.AddField(id=an_id(), name="Wohnen"))
    assert keys(second)["Wohnen"] == keys(first)["Wohnen"]


def test_a_renamed_field_is_the_same_and_another_of_its_old_name_is_not() -> None:
    hall = a_workshop(fields=("Wohnen",))
    key = keys(hall)["Wohnen"]
    hall.ask(c.ChangeField(id=hall.field("Wohnen").id, name="Wohnen und Bauen"))
    hall.ask(c.AddField(id=an_id(), name="Wohnen"))
    assert keys(hall)["Wohnen und Bauen"] == key != keys(hall)["Wohnen"]


def test_a_field_that_was_removed_comes_back_with_its_key() -> None:
    hall = a_workshop(fields=("Wohnen", "Arbeit"))
    before = keys(hall)
    hall.ask(c.RemoveField(id=hall.field("Wohnen").id))
    hall.ask(c.Undo())
    assert keys(hall) == before


def test_a_key_that_is_given_is_kept_once_in_a_workshop() -> None:
    field = c.NewField(key=an_id(), name="Mobilität", keywords="Bus")
    hall = one_of(a_dialogue(), field, field.model_copy(update={"name": "Verkehr"}))
    assert keys(hall)["Mobilität"] == field.key != keys(hall)["Verkehr"]


def test_a_catalogue_knows_what_workshops_have_in_their_order() -> None:
    series = a_dialogue()
    first = one_of(series, "Wohnen", "Sprache")
    assert learns(series, first)
    assert not learns(series, first), "it knows them by now"
    second = one_of(series, "Arbeit", "Sprache")
    assert learns(series, second, first)
    assert names(series) == ["Wohnen", "Sprache", "Arbeit"]
    assert {*of(series).catalogue} == {*keys(first).values(), *keys(second).values()}
    assert series.state.history.done == [], "nobody undoes what follows by itself"


def test_a_catalogue_follows_a_new_name_once_no_workshop_bears_the_old_one() -> None:
    series = a_dialogue()
    first, second = one_of(series, "Wohnung"), one_of(series, "Wohnung")
    learns(series, second, first)
    for hall, expected in ((first, "Wohnung"), (second, "Wohnen")):
        field = hall.field("Wohnung")
        hall.ask(c.ChangeField(id=field.id, name="Wohnen", keywords="Miete"))
        learns(series, second, first, changed=(field.id,))
        assert names(series) == [expected]
    assert [field.keywords for field in of(series).catalogue.values()] == ["Miete"]


def test_what_a_workshop_calls_otherwise_is_no_news_by_itself() -> None:
    """It may have come in an archive, while the workshops with the catalogue's name are elsewhere."""
    series = a_dialogue()
    hall = one_of(series, "Wohnen")
    learns(series, hall)
    hall.ask(c.ChangeField(id=hall.field("Wohnen").id, name="Obdach"))
    assert not learns(series, hall)


def test_a_new_workshop_takes_over_keys_of_the_last_one_and_of_the_catalogue() -> None:
    series = a_dialogue()
    last = one_of(series, "Wohnen", "Sprache")
    learns(series, last)
    last.ask(c.ChangeField(id=last.field("Wohnen").id, name="Obdach", keywords="Miete"))
    given = fields_named(("Obdach", "Sprache", "Wohnen", "Sport"), of(series).catalogue, last.state)
    assert [field.keywords for field in given] == ["Miete", "", "", ""]
    new = one_of(series, *given)
    assert keys(new)["Obdach"] == keys(last)["Obdach"]
    assert keys(new)["Sprache"] == keys(last)["Sprache"]
    assert len({*keys(new).values()}) == 4, "the catalogue's name of one that is there is another field"


def test_a_field_is_found_in_the_catalogue_by_its_name_there() -> None:
    series = a_dialogue()
    hall = one_of(series, "Wohnung")
    learns(series, hall)
    field = hall.field("Wohnung")
    hall.ask(c.ChangeField(id=field.id, name="Wohnen"))
    learns(series, hall, changed=(field.id,))
    assert key_named([of(series)], of(series).id, "Wohnen") == field.key
    assert key_named([of(series)], of(series).id, "Wohnung") == ""
    assert key_named([], of(series).id, "Wohnen") == ""


def test_a_catalogue_is_a_dialogues_and_its_names_can_be_read() -> None:
    entry = {an_id(): c.CatalogueEntry(name="Wohnen", cross_cutting=True)}
    with refused("unknown"):
        a_workshop().ask(c.ChangeCatalogue(id=an_id(), fields=entry))
    series = a_dialogue()
    with refused("text_empty"):
        series.ask(c.ChangeCatalogue(id=of(series).id, fields={an_id(): c.CatalogueEntry(name="")}))
    series.ask(c.ChangeCatalogue(id=of(series).id, fields=entry))
    assert [field.cross_cutting for field in of(series).catalogue.values()] == [True]


def test_fields_of_an_archive_of_before_are_known_again() -> None:
    """By their id in this workshop, then by name, then by an id that was taken over."""
    dialogue, workshop = an_id(), an_id()
    named = [
        FieldOfAction(id=an_id(), workshop_id=workshop, name=name, position=n)
        for n, name in enumerate(("Wohnen", "Sprache", "Arbeit", "Arbeit"))
    ]
    wohnen, sprache, arbeit, again = named
    here = [wohnen.model_copy(update={"key": an_id(), "name": "Obdach"})]
    other = {"workshop_id": an_id(), "key": an_id()}
    alike = [arbeit.model_copy(update={**other, "name": "Beruf"})]
    found = {field.id: field.key for field in keyed(reversed(named), dialogue, here, alike)}
    assert found[wohnen.id] == here[0].key
    assert found[arbeit.id] == alike[0].key
    assert len({*found.values()}) == 4
    apart = {field.id: field.key for field in keyed(named, dialogue, (), ())}
    assert apart[sprache.id] == found[sprache.id], "and on every laptop alike"
    assert apart == {field.id: field.key for field in keyed(named, dialogue, (), ())}
    assert len({apart[arbeit.id], apart[again.id]}) == 2
