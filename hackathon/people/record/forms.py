"""The form of an address that keeps checkpoints."""

from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from hackathon.web.forms import Form, lazy


class AddressForm(Form):
    """Where the next checkpoints go."""

    email = EmailField(
        lazy("Mail address"),
        description=lazy("Best one that nobody who runs this installation can delete from."),
        validators=[InputRequired(lazy("Fill this in.")), Length(max=254)],
    )
