"""Support mails of 110 to 130 words, made of sentences people write: the same ones every time."""

from __future__ import annotations

import random

SUBJECTS = (
    *("Can't log in since the update", "Charged twice in October", "API returns 503", "Invoice 2291 is wrong"),
    *("Export fails for the whole team", "Cancel our plan", "Question about single sign-on", "Dashboard stays white"),
    *(
        "Order 4711-22 not delivered",
        "Webhooks come late",
        "Two-factor codes never arrive",
        "Refund for March",
        "Upgrade to the pro plan",
    ),
    "Data deletion request",
)
OPENINGS = (*("Hello,", "Hi there,", "Good morning,", "Dear support team,", "Hi Dana,", "Hello Example Support,"),)
SENTENCES = (
    "Since the update on Tuesday I can't log in to our account any more, the page only says that my session has expired.",
    "I have tried it in Chrome and in Firefox, on Windows 11 and on my phone, and it is the same everywhere.",
    "My colleague Maria Lopez from the Berlin office sees exactly the same message when she opens the reports.",
    "We were charged twice for our subscription this month, once 249.00 EUR on October 3 and again on October 5.",
    "The invoice with the number INV-20391 shows the old address, although I changed it in the settings two weeks ago.",
    "Our integration calls your API about four hundred times an hour and since noon every third request ends with error 503.",
    "Nothing has changed on our side, the keys are the same and the calls come from the same servers as before.",
    "I need this to work before our presentation for Northwind Traders on Friday afternoon, please tell me if that is possible.",
    "The export of the monthly report stops at forty percent and then the window closes without any message at all.",
    "Last week your colleague told me that it would be repaired with the next release, but it still happens every day.",
    "Could you please send me the log of the last three deliveries, so that our accountant can compare them?",
    "Everyone in the finance department is affected, that is about fifteen people who can't do their work today.",
    "I attach a screenshot of the page with the error, the time in the corner is the local time in Madrid.",
    "It is not urgent for us, but it would be good to know whether this is a known problem or something with our account.",
    "The order 4711-22 was confirmed on Monday, and according to the tracking page it has not left the warehouse in Rotterdam.",
    "We use single sign-on with Azure, and the certificate was renewed by our administrator John Smith at the weekend.",
    "When I press save the button turns grey, nothing happens for a minute, and then all the changes are gone.",
    "Please also tell me how to add three more users to the plan and what this would cost until the end of the year.",
    "This is the third time that I write about this, and I have not heard anything that helps me so far.",
    "I looked through the documentation and the forum, but the steps that are described there don't exist in my version.",
    "If the refund takes longer than ten days I would have to tell our bank, which I would like to avoid.",
    "The webhooks come with a delay of twenty minutes since yesterday evening, which makes our warehouse process stall.",
    "On the iPhone of our sales lead the app asks for the code again and again, although the code is right.",
    "We are thinking about moving from the basic plan to the pro plan, if the limit of ten projects can be raised.",
    "The numbers on the dashboard do not match those in the exported file, the difference is about eight percent.",
    "Thank you very much for the quick help with the last question, that worked as you described it.",
    "In the meantime we have gone back to sending the files by hand, which costs us about two hours a day.",
    "Is there a setting that I have overlooked, or has the role of our administrator lost this right with the new version?",
    "The mail with the confirmation never arrives, neither in the inbox nor in the spam folder, I have waited for an hour.",
    "Our contract says that we get an answer within four hours, and I would be glad if somebody could call me.",
)
CLOSINGS = (
    *("Best regards, Peter Novak, Acme Logistics", "Thanks in advance, Sarah", "Kind regards, Tom Becker, Contoso Ltd."),
    *("Many thanks and have a nice day, Julia", "Regards, Ahmed Khan, +44 20 7946 0812"),
)


def mails(count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Subject and text of each."""
    chance = random.Random(seed)
    return [(chance.choice(SUBJECTS), _text(chance)) for _ in range(count)]


def _text(chance: random.Random) -> str:
    opening, closing = chance.choice(OPENINGS), chance.choice(CLOSINGS)
    told: list[str] = []
    words = len(opening.split()) + len(closing.split())
    for sentence in chance.sample(SENTENCES, len(SENTENCES)):
        length = len(sentence.split())
        if words + length <= 130:
            told.append(sentence)
            words += length
        if words >= 110:
            break
    cut = len(told) // 2
    return f"{opening}\n\n{' '.join(told[:cut])}\n\n{' '.join(told[cut:])}\n\n{closing}\n"
