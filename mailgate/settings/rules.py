"""Rules, triggers and promises of the desk: what must hold, and what follows."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from mailgate.settings.values import BlockModel, Duration, Names, Says, Share, Switch, wrong

Priority = Literal["urgent", "high", "normal", "low"]
Given = Annotated[Any, Says("word, list or block")]


class When(BlockModel):
    """What must hold; all lines of it. A list means any of its values. Left out: always."""

    mailbox: Given = Field(default=None, description="The mailbox it was sent to.")
    from_: Given = Field(default=None, alias="from", description="The sender's address.")
    domain: Given = Field(default=None, description="The sender's domain; a parent domain holds as well.")
    department: Given = Field(default=None, description="The sender's department, of `customers`.")
    organisation: Given = Field(default=None, description="The customer's key or name, of `customers`.")
    tier: Given = Field(default=None, description="The customer's tier.")
    trial: Given = Field(default=None, description="true: on trial now; false: not.")
    plan: Given = Field(default=None, description="The customer's plan.")
    subject: Given = Field(default=None, description="An RE2 expression found in the subject, upper and lower case alike.")
    header: Given = Field(default=None, description="{Name: RE2 expression}, or {Name: true} for one that is there.")
    text: Given = Field(default=None, description="An RE2 expression found in the fresh words or in what was forwarded.")
    intent: Given = Field(
        default=None, description="The best intent, if it is certain enough to route by; with `confidence`, whatever it is."
    )
    confidence: Given = Field(default=None, description='The best intent\'s confidence: ">=0.8" or "<0.5".')
    entity: Given = Field(default=None, description="A type that was found (ORDER), or {ORDER: RE2 expression}.")
    urgency: Given = Field(default=None, description='critical, high, normal or low; or a score, ">=0.7".')
    mood: Given = Field(default=None, description='frustrated, negative, neutral or positive; or a score from -1 to 1, "<-0.5".')
    sensitive: Given = Field(
        default=None, description="safety, legal, privacy, press or executive; true: any of them; false: none."
    )
    language: Given = Field(default=None, description="The text's language, such as it.")
    form: Given = Field(default=None, description="The form it came by, of `forms`.")
    kind: Given = Field(default=None, description="human, auto_reply, bounce or list; or customer or agent.")
    attachments: Given = Field(default=None, description='true or false; how many, ">=2"; or an RE2 expression of a name.')
    hours: Given = Field(default=None, description="Now is inside these hours; {outside: office}: now is not.")
    team: Given = Field(default=None, description="The ticket's team, or the one it would go to.")
    agent: Given = Field(default=None, description="The ticket's agent.")
    state: Given = Field(default=None, description="The ticket's state.")
    tags: Given = Field(default=None, description="A tag of the ticket.")
    by: Given = Field(default=None, description="Who did it: customer, agent, mailgate, or an address.")


class Then(BlockModel):
    """What is done. Later rules win where they touch the same; lists add up."""

    team: str | None = Field(default=None, description="Give it to this team.")
    agent: str | None = Field(default=None, description="Give it to this agent.")
    priority: Priority | None = Field(default=None, description="Set the priority.")
    intent: str | None = Field(default=None, description="Say what it is about.")
    tags: Names = Field(default=(), description="Add tags.")
    notify: Names = Field(default=(), description="Tell someone by mail: agent, lead, or any address.")
    hold_for: str | None = Field(default=None, description="Keep it for this agent or team; nobody else gets it.")
    automation: Switch | None = Field(default=None, description="off: nothing automatic is sent or done for it.")
    state: Literal["open", "waiting", "on_hold", "resolved", "closed"] | None = Field(default=None, description="Set the state.")
    acknowledge: Switch | None = Field(
        default=None, description="off: no acknowledgement; on: send one even where a rule before said off."
    )
    ignore: Switch = Field(default=False, description="Make no ticket: keep the mail in the ledger, nothing more.")

    @model_validator(mode="after")
    def _does_something(self) -> Then:
        if not self.model_fields_set:
            raise wrong("nothing is done; say what, such as {priority: urgent} or {notify: lead}")
        return self


class Rule(BlockModel):
    """Rules are tried in order, on every new ticket."""

    name: str = Field(description="What people read when it fired.")
    when: When = Field(default=When(), description="What must hold.")
    then: Then = Field(description="What is done.")
    stop: Switch = Field(default=False, description="When it fires, no later rule is tried.")


class Trigger(BlockModel):
    """What follows when something happens to a ticket."""

    name: str | None = Field(
        default=None, description="What people read when it fired; left out: what happened, such as “somebody replied”."
    )
    on: Literal["created", "replied", "resolved", "closed", "reopened", "due"] = Field(description="What happened.")
    when: When = Field(default=When(), description="What must hold.")
    then: Then = Field(description="What is done.")


class Sla(BlockModel):
    """A promise. The first one whose `when` holds is made."""

    when: When = Field(default=When(), description="For whom.")
    first_response: Duration | None = Field(default=None, description="A person answers within this time.")
    next_response: Duration | None = Field(default=None, description="Every later mail is answered within this time.")
    resolution: Duration | None = Field(
        default=None, description="It is solved within this time; the clock stops while we wait for the customer."
    )
    hours: str = Field(default="always", description="The hours that count.")

    @model_validator(mode="after")
    def _promises_something(self) -> Sla:
        if self.first_response is None and self.next_response is None and self.resolution is None:
            raise wrong("this promises nothing; add first_response: 4h, next_response: or resolution:")
        return self


class Escalation(BlockModel):
    """Who hears when a promise comes near, or is broken. Exactly one of `at` and `after`."""

    at: Share | None = Field(default=None, description="When this share of the time is gone; 100% is when it is due.")
    after: Duration | None = Field(default=None, description="This long after it was due.")
    notify: str = Field(description="agent, lead, or any address.")

    @model_validator(mode="after")
    def _one_time(self) -> Escalation:
        if self.at is not None and self.after is not None:
            raise wrong("both at: and after: are set; keep one of them")
        if self.at is None and self.after is None:
            raise wrong("when is missing; add at: 75% or after: 2h")
        if self.at is not None and not 0 < self.at <= 1:
            raise wrong("at is more than 0% and at most 100%; for later write after: 2h")
        return self
