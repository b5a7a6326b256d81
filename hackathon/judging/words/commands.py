"""Writing to a team as the product owner of its question."""

from hackathon.core.decisions import require
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.judging.words.facts import WordWritten
from hackathon.judging.words.models import OwnerWord
from hackathon.judging.words.policy import can_write
from hackathon.projects.submissions.queries import event_held
from hackathon.projects.workspace.models import Project


def write_to_team(work: Work, project_id: int, text: str, *, version: int | None = None) -> OwnerWord:
    """Write what the team of a project reads with its feedback after the release; an empty text takes it back.

    `version` 0 means that the person had written nothing yet.
    """
    project = work.lock(Project, project_id)
    challenge = work.session.get(Challenge, project.challenge_id) if project.challenge_id else None
    event = event_held(work.session, project.event_id)
    require(can_write(work.actor, event, challenge, project, at=work.received_at))
    word = work.session.get(OwnerWord, (project.id, work.actor.id))
    if word is None:
        word = work.add(
            OwnerWord(project_id=project.id, account_id=work.actor.id, text="", written_at=work.now, version=0)
        )
    work.expect_version(word, version)
    word.text, word.written_at = text, work.now
    work.record(WordWritten(subject_id=project.id, event_id=event.id))
    return word
