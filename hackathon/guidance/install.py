"""What the guidance floor adds: data sets, tools, and the matrix of both."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label, NavigationItem
from hackathon.core.i18n import lazy
from hackathon.guidance.datasets import routes as datasets
from hackathon.guidance.datasets.queries import dataset_names
from hackathon.guidance.matrix import routes as matrix
from hackathon.guidance.matrix.queries import matrix_names
from hackathon.guidance.tools import routes as tools
from hackathon.guidance.tools.queries import tool_names


def install(house: Contributions, _settings: Settings) -> None:
    """Register the guidance features."""
    blueprint = Blueprint("guidance", __name__)
    for feature in (datasets, tools, matrix):
        blueprint.register_blueprint(feature.blueprint)
    house.blueprints.append(blueprint)
    house.navigation.append(NavigationItem(lazy("Data and tools"), "guidance.matrix.show", 40))
    house.labels["dataset"] = Label(dataset_names(), "guidance.datasets.show", "dataset_id")
    house.labels["tool"] = Label(tool_names(), "guidance.tools.show", "tool_id")
    house.labels["matrix"] = Label(matrix_names(), "guidance.matrix.version", "matrix_version")
