"""Every table of the house, imported so that migrations and tests see the whole schema."""

import hackathon.core.ledger.guards
import hackathon.core.ledger.models
import hackathon.core.mail
import hackathon.core.search.engines
import hackathon.core.search.models
import hackathon.core.storage
import hackathon.events.announcements.models
import hackathon.events.challenges.models
import hackathon.events.joining.models
import hackathon.events.personal_links.models
import hackathon.events.registration.models
import hackathon.events.schedule.models
import hackathon.events.setup.models
import hackathon.guidance.datasets.models
import hackathon.guidance.matrix.models
import hackathon.guidance.tools.models
import hackathon.judging.awards.models
import hackathon.judging.ballots.models
import hackathon.judging.judges.models
import hackathon.judging.ranking.models
import hackathon.judging.rubric.models
import hackathon.judging.stages.models
import hackathon.judging.standings.models
import hackathon.judging.words.models
import hackathon.people.accounts.models
import hackathon.people.imports.models
import hackathon.people.inbox.models
import hackathon.people.integrations.models
import hackathon.people.organization.models
import hackathon.people.profiles.models
import hackathon.people.single_sign_on.models
import hackathon.projects.declarations.models
import hackathon.projects.extensions.models
import hackathon.projects.git.models
import hackathon.projects.presentations.models
import hackathon.projects.repositories.models
import hackathon.projects.submissions.models
import hackathon.projects.uploads.models
import hackathon.projects.workspace.models
import hackathon.promotion.adoption.models
import hackathon.promotion.cases.models
import hackathon.promotion.gates.models
import hackathon.promotion.handover.models
import hackathon.promotion.impact.models
import hackathon.promotion.inventory.models
import hackathon.promotion.nominations.models
import hackathon.promotion.similar.models
import hackathon.teams.formation.models
import hackathon.teams.invitations.models
import hackathon.teams.matching.models
import hackathon.teams.mentors.models
import hackathon.teams.requests.models
import hackathon.teams.wishes.models
from hackathon.core.db import Base

METADATA = Base.metadata
