"""The rubrics that organizers can begin with: what each asks, how much that counts, and when each value is earned."""

from typing import NamedTuple

from hackathon.core.i18n import LazySentence, lazy

Anchors = tuple[LazySentence, LazySentence, LazySentence, LazySentence, LazySentence]


class Asked(NamedTuple):
    """A criterion: its name, its question, its weight in percent, and a sentence for each value from 1 to 5."""

    name: LazySentence
    question: LazySentence
    weight: int
    anchors: Anchors


class Preset(NamedTuple):
    """A rubric to begin with."""

    label: LazySentence
    criteria: tuple[Asked, ...]


_VALUE = Asked(
    lazy("Value for the business"),
    lazy("If this worked tomorrow, who would notice, and how much?"),
    40,
    (
        lazy("Nobody could say who would use it."),
        lazy("It would be nice to have; the gain is guessed."),
        lazy("It saves one team hours a month."),
        lazy("It moves the metric of the question, with an estimate that holds."),
        lazy("The gain is measured against the baseline, and somebody owns the number."),
    ),
)
_SOUNDNESS = Asked(
    lazy("Soundness with data"),
    lazy("Would the result hold on data that the team has not seen?"),
    30,
    (
        lazy("The data or the method cannot carry the claim."),
        lazy("It runs, but nothing shows that it is right."),
        lazy("The split is clean and there is a baseline to beat."),
        lazy("The errors were looked at and are explained."),
        lazy("It also says where it fails, and what then happens."),
    ),
)
_FIT = Asked(
    lazy("Fits the day's work"),
    lazy("Could the people concerned use it where they work today?"),
    20,
    (
        lazy("Only the team can operate it."),
        lazy("Somebody else could use it with an explanation."),
        lazy("One future user has tried it."),
        lazy("Users tried it, and it changed because of what they said."),
        lazy("It sits in the tools they use; there is nothing new to open."),
    ),
)
_PATH = Asked(
    lazy("Path to production"),
    lazy("What stands between this and daily use?"),
    10,
    (
        lazy("Nothing of it could be kept."),
        lazy("It would have to be written again."),
        lazy("It can be built again from the repository."),
        lazy("Data access, owner and next steps are named."),
        lazy("The owner could begin the pilot with it on Monday."),
    ),
)
_METHOD = Asked(
    lazy("Method"),
    lazy("Was the way chosen because it fits the question, and is it as simple as it can be?"),
    20,
    (
        lazy("The method is named, not explained."),
        lazy("It is a method they knew; nothing simpler was tried."),
        lazy("A simple way was tried first, and the gain over it is shown."),
        lazy("Several ways were compared by a measure that was fixed before."),
        lazy("The choice follows from the data and the question, and a colleague could repeat each step."),
    ),
)
_WORKS = Asked(
    lazy("It works"),
    lazy("What of it ran before your eyes?"),
    30,
    (
        lazy("Slides only."),
        lazy("Parts of it run, by the hands of the team."),
        lazy("The main path runs from beginning to end with prepared input."),
        lazy("It also took input that the judges chose."),
        lazy("It ran with real input, and went on sensibly after a wrong one."),
    ),
)
_ORIGINAL = Asked(
    lazy("A new way"),
    lazy("What does it do that nobody here did before?"),
    20,
    (
        lazy("It is what we have already."),
        lazy("A known tool was set up."),
        lazy("Known parts were put together in a way that is new here."),
        lazy("It takes a way that nobody in the room had thought of."),
        lazy("It changes how one would ask the question."),
    ),
)
_BUILT = Asked(
    lazy("How it is built"),
    lazy("Could somebody else go on with it?"),
    20,
    (
        lazy("The code is not there, or nobody else can run it."),
        lazy("It runs on one computer of the team."),
        lazy("It starts from the repository by its instructions."),
        lazy("Its parts are easy to tell apart, and the important ones are tested."),
        lazy("Somebody outside the team has changed it and it still worked."),
    ),
)
_NEED = Asked(
    lazy("The need"),
    lazy("How well does the team know who has the problem, and what it costs?"),
    40,
    (
        lazy("A solution looks for its problem."),
        lazy("The problem is described from outside."),
        lazy("Somebody who has the problem was asked."),
        lazy("Several were asked, and how often and how long is known."),
        lazy("The cost of today is counted, and who bears it wants it gone."),
    ),
)
_IDEA = Asked(
    lazy("The idea"),
    lazy("Would it take the problem away, or only move it?"),
    30,
    (
        lazy("It is not clear what would be different."),
        lazy("It eases the problem for the one who tells of it."),
        lazy("It takes away one cause, and says which."),
        lazy("It was set beside other ways, and is better for a reason."),
        lazy("A sketch of it was tried with people who have the problem, and they asked for it."),
    ),
)
_FEASIBLE = Asked(
    lazy("Can be done"),
    lazy("Which data, people and permissions does it need, and are they there?"),
    30,
    (
        lazy("Nobody has asked."),
        lazy("What it needs is listed, not whether it is there."),
        lazy("The data exist, and somebody who knows them agrees."),
        lazy("The hardest part was tried in small."),
        lazy("Data, people and permissions are named, and nothing stands against it."),
    ),
)
_STORY = Asked(
    lazy("Told clearly"),
    lazy("Would you be able to tell it to your own team tomorrow?"),
    30,
    (
        lazy("The problem was not to be understood."),
        lazy("Problem and solution were clear, not how they belong together."),
        lazy("The story was clear from problem to result in the time given."),
        lazy("It was shown instead of described, and the numbers were explained."),
        lazy("The one thing to remember is still there when the next team is on."),
    ),
)
_ANSWERS = Asked(
    lazy("Answers"),
    lazy("How did the team answer what was asked?"),
    20,
    (
        lazy("Questions were talked away."),
        lazy("The answers were general."),
        lazy("The answers were to the point."),
        lazy("The answers came with numbers or were shown in the prototype."),
        lazy("The team also said what it does not know, and how it would find out."),
    ),
)

PRESETS = {
    "datathon": Preset(lazy("Datathon"), (_VALUE, _SOUNDNESS, _FIT, _PATH)),
    "analysis": Preset(
        lazy("Datathon, method apart"),
        (
            _VALUE._replace(weight=30),
            _SOUNDNESS._replace(weight=25),
            _METHOD,
            _FIT._replace(weight=15),
            _PATH,
        ),
    ),
    "hackathon": Preset(lazy("Hackathon"), (_VALUE._replace(weight=30), _WORKS, _ORIGINAL, _BUILT)),
    "ideas": Preset(lazy("Ideas and concepts"), (_NEED, _IDEA, _FEASIBLE)),
    "pitch": Preset(lazy("Final with a pitch"), (_VALUE, _STORY, _ANSWERS, _PATH)),
}
