"""What a rehearsal says on the command line, in German and English."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "start": (
        "Probe in „{title}“ ({code}): {people} Geräte in {groups} Gruppen",
        "Rehearsal in “{title}” ({code}): {people} devices in {groups} groups",
    ),
    "more_people": (
        "Jede Stimme braucht ihr eigenes Gerät: {people} statt {asked}.",
        "Every voter needs a device of their own: {people} instead of {asked}.",
    ),
    "wait_phase": (
        "Bitte jetzt die Phase „{phase}“ starten. Es geht von selbst weiter.",
        "Please start the phase “{phase}” now. Everything continues by itself.",
    ),
    "wait_voting": (
        "Bitte die Abstimmung über die Ziele öffnen: {points} Punkte pro Person, höchstens 1 pro Ziel.",
        "Please open the voting on the goals: {points} points per person, at most 1 per goal.",
    ),
    "wait_close": (
        "Alle Stimmen sind abgegeben. Bitte die Abstimmung schließen.",
        "All votes are cast. Please close the voting.",
    ),
    "card": ("Karten", "Cards"),
    "goal": ("Ziele", "Goals"),
    "counts": (
        "{what}: {sent} gesendet, {held} gehalten, {missing} fehlen, {doubled} doppelt, {changed} verändert",
        "{what}: {sent} sent, {held} held, {missing} missing, {doubled} doubled, {changed} changed",
    ),
    "trimmed": (
        "  Davon {count} ohne Leerraum am Rand oder unsichtbare Zeichen, wie bei jeder Eingabe",
        "  {count} of them without outer blanks or invisible characters, as with everything typed",
    ),
    "too_long": (
        "  {count} zu lang für diesen Workshop (höchstens {limit} Zeichen), nicht gesendet",
        "  {count} too long for this workshop (at most {limit} characters), not sent",
    ),
    "refused": ("  {count} abgelehnt: {code}", "  {count} refused: {code}"),
    "named": ("  {state}: {words}", "  {state}: {words}"),
    "screens": (
        "Geräte: {same} von {people} zeigen am Ende den Stand des Servers, {reconnects} Neuverbindungen",
        "Devices: {same} of {people} end with exactly what the server holds, {reconnects} reconnects",
    ),
    "votes": (
        "Stimmen: {sent} gesendet von {voters} Personen; Ergebnis bei {equal} von {options} Zielen gleich",
        "Votes: {sent} sent by {voters} people; the result equals the source on {equal} of {options} goals",
    ),
    "unequal": (
        "  {words}: {held} statt {expected} Punkte",
        "  {words}: {held} instead of {expected} points",
    ),
    "saved_in": (
        "Gespeichert nach {p50:.0f} ms (Median), {p95:.0f} ms (95 %)",
        "Saved after {p50:.0f} ms (median), {p95:.0f} ms (95 %)",
    ),
    "seen_in": (
        "Auf den anderen Geräten nach {p50:.0f} ms (Median), {p95:.0f} ms (95 %)",
        "On the other devices after {p50:.0f} ms (median), {p95:.0f} ms (95 %)",
    ),
    "good": ("Alles angekommen, nichts doppelt, nichts verändert.", "All of it arrived, once and unchanged."),
    "bad": ("Es gibt Abweichungen.", "There are differences."),
    "write": ("Schreiben", "Write"),
    "goals": ("Ziele", "Goals"),
    "vote": ("Abstimmen", "Vote"),
    "no_site": (
        "Die Adresse soll wie http://RECHNER:PORT/j/CODE aussehen: {url}",
        "The address should look like http://HOST:PORT/j/CODE: {url}",
    ),
    "no_answer": ("Unter {url} antwortet kein Workshop.", "No workshop answers at {url}."),
    "no_entry": (
        "Der Link der Moderation wird nicht angenommen: {url}",
        "The moderator's link is not accepted: {url}",
    ),
    "nothing": ("{source}: keine Texte", "{source}: no texts"),
    "gave_up": (
        "Abgebrochen: der Server hat zu lange nicht geantwortet.",
        "Stopped: the server did not answer for too long.",
    ),
}


class Speaker:
    """Prints sentences in one language, German unless English is asked for."""

    def __init__(self, language: str) -> None:
        self._column = 1 if language.startswith("en") else 0

    def text(self, key: str, **values: object) -> str:
        return SENTENCES[key][self._column].format(**values)

    def say(self, key: str, **values: object) -> None:
        print(self.text(key, **values), flush=True)
