# ruff: noqa: E501 (word lists stay whole)
"""English."""

from mailgate.reading.lexicon.shape import Lexicon

_NT = r"(?:can'?t|cannot|can not|could ?n[o']?'?t|won'?t|will not|not able to|unable to|fail(?:s|ed|ing)? to|never (?:able|manage[sd]?) to)"
_DOES_NOT = r"(?:do(?:es)?|is|are|was|were|did|has|have)(?: not|n'?t)"
_EVENT = r"(?:presentation|demo|meeting|launch|go-?live|interview|conference|webinar|audit|exam|deadline|payroll|event|workshop|trade ?show)"

EN = Lexicon(
    language="en",
    common=frozenset(
        ["the", "and", "to", "i", "you", "is", "it", "my", "we", "not", "have", "can", "for", "of", "a", "in", "on", "this", "that", "with", "are", "please", "thanks", "thank", "hello", "hi", "your", "our", "be", "was", "but", "me", "do", "does", "how", "what", "when", "works", "now", "again", "from", "just", "any", "order", "account", "password", "invoice", "cancel", "refund", "help"]
    ),
    negation=(
        "not", r"\w+n't", "no", "never", "no longer", "isnt", "without", "nothing", "neither", "nor", "anymore no", "cannot",
        "doesnt", "dont", "cant",
    ),
    concepts={
        "cannot": (
            _NT, r"(?:won'?t|does(?:n'?t| not)|not|never|isn'?t) (?:let|letting|allow|allowing|accept|accepting)\w*", "impossible to",
            "trouble", "struggling to", "having (?:issues|problems|difficult\\w+)", "no longer able", "denied", "refused",
        ),
        "broken": (
            rf"{_DOES_NOT} (?:\w+ )?(?:work|load|open|respond|process|function|show|display|sav|sync|start|render|updat|appear|print)\w*",
            "not (?:\\w+ )?(?:working|loading|responding|processing|showing|displayed|syncing|functioning)", "broken?", "stopped working",
            r"no longer (?:work|load|open)\w*", "malfunction\\w*", "buggy", "bugs?", "glitch\\w*", "stuck", "fro[zs]en?", "freez\\w+", "hangs?", "faulty",
            "stay(?:s|ed)? (?:white|blank|empty)", "goes? (?:blank|white)", "keeps? (?:failing|crashing|loading|spinning)", "defective",
        ),
        "error": (
            "errors?", "exceptions?", "error (?:code|message)s?", "fail(?:s|ed|ure|ures|ing)?", "timeouts?", "timed out", "times out",
            "stack ?trace", "http [45]\\d\\d", "[45]\\d\\d (?:error|status|response)s?", "crash(?:es|ed|ing)?", "issues?", "problems?",
        ),
        "login": (
            "log(?:ged|ging)? ?(?:in|on)(?:to)?", "sign(?:ed|ing)? ?in(?:to)?", "log-?ins?", "sign-?ins?", "logged out", "sso", "single sign-?on",
            "get (?:back )?(?:in|into)", "authenticat\\w+", "credentials?",
        ),
        "password": ("passwords?", "pass ?code", "pin", "reset (?:link|mail|e-?mail|code)"),
        "mfa": ("2fa", "mfa", "two-?factor", "authenticator", "verification codes?", "security codes?", "otp", "one-time codes?"),
        "account": ("accounts?", "profile", "user ?name", "log-?in", "portal", "mailbox", "workspace"),
        "access": ("access(?:ed|ing)?", "enter", "reach", "get into", "permissions?", "let me in"),
        "locked": ("locked(?: out)?", "lock(?:ed|s)? me out", "blocked", "suspended", "disabled", "deactivated", "expired"),
        "invoice": ("invoices?", "receipts?", "bills?", "statements?", "billing", "vat", "tax(?:es)?", "purchase orders?"),
        "charged": ("charg(?:ed?|es|ing)", "bill(?:ed|s me)", "debit(?:ed)?", "deduct(?:ed)?", "took (?:the )?money", "charged my"),
        "payment": ("payments?", "pa(?:y|id|ying)", "credit cards?", "debit cards?", "cards?", "checkout", "transactions?", "transfers?", "paypal"),
        "amount": ("twice", "double", "duplicate[ds]?", "two times", "overcharged", "too much", "wrong amount", "extra", "unknown charge"),
        "refund": ("refund(?:s|ed|ing)?", "money back", "reimburse\\w*", "chargeback", "credit note", "get back (?:my|the) money", "give (?:me|us) back"),
        "cancel": ("cancel\\w*", "terminate (?:my|our|the)", "unsubscribe", "close (?:my|our) account", "end (?:my|our) (?:contract|plan)", "opt out"),
        "subscription": ("subscriptions?", "plans?", "contracts?", "memberships?", "licen[sc]es?", "renew(?:al|ed|s)?", "trial", "seats?"),
        "outage": (
            "outages?", "(?:is|are|went|been|completely|all|totally|servers?|site|system|service|everything) down", "down for", "down again", "it'?s down", "downtime",
            "unreachable", "offline", "not reachable", "unavailable", "503", "502", "500 errors?", "system[- ]wide", "production (?:is )?down",
        ),
        "slow": ("slow(?:ly|er|ness)?", "lag(?:s|gy|ging)?", "takes (?:forever|ages|minutes)", "performance", "latency"),
        "screen": ("pages?", "screens?", "buttons?", "apps?", "website", "browsers?", "dashboards?", "windows?", "tabs?", "forms?", "menu", "site"),
        "update": ("updat(?:e|es|ed|ing)", "upgrad(?:e|ed|ing)", "releases?", "new version", "latest version", "patch", "deploy\\w*", "migrat\\w+"),
        "data": ("exports?", "imports?", "csv", "downloads?", "uploads?", "reports?", "files?", "backups?", "data", "attachments?", "records?"),
        "connect": ("api", "webhooks?", "integrations?", "endpoints?", "sdk", "sync(?:s|ed|ing)?", "connect(?:s|ed|ion|ions|ing)?", "plug-?in", "server"),
        "howto": (
            "how (?:do|can|to|does|should|would|could)", "where (?:do|can|is|are)", "is (?:it|there) (?:possible|a way)", "could you (?:explain|tell)",
            "what (?:is|are|does)", "which", "can (?:i|we|you)", "do you (?:have|support|offer)", "does it support", "wondering", "question",
            "documentation", "tutorial", "guide", "instructions",
        ),
        "feature": (
            "feature requests?", "(?:would|it'?d) be (?:nice|great|helpful|useful|good)", "suggest(?:ion|ions)?", "please add", "wish ?list",
            "would love", "consider adding", "missing feature", "roadmap", "an option to", "dark mode", "enhancement",
        ),
        "delivery": (
            "deliver(?:y|ed|ies)", "ship(?:ped|ping|ment|ments)?", "packages?", "parcels?", "tracking", "courier", "dispatch\\w*",
            "has ?n[o']t arrived", "not arrived", "never arrived", "arriv(?:e|es|al|ed)",
        ),
        "order": ("orders?", "ordered", "purchased?", "bought", "items?"),
        "legal": (
            "lawyers?", "attorneys?", "solicitors?", "legal (?:action|steps|proceedings|counsel|department|team|notice|advice)", "sue", "suing",
            "lawsuits?", "court", "litigation", "cease and desist", "breach of contract", "liab(?:le|ility)", "take legal",
        ),
        "privacy": (
            "gdpr", "dsgvo", "ccpa", "data protection", "personal data", "right to (?:be forgotten|erasure|access)", "subject access",
            "(?:delete|erase|remove) (?:all )?(?:of )?(?:my|our) (?:\\w+ )?(?:data|information|account data)", "privacy", "data (?:subject|processing agreement)",
            "what (?:data|information) you (?:hold|have|store)", "dpa", "(?:delete|erase|remove|forget) (?:everything|all|anything)(?: \\w+){0,5} (?:about|of) (?:me|us|mine)",
        ),
        "security": (
            "hack(?:ed|er|ers|ing)?", "phish\\w*", "breach(?:ed|es)?", "compromised", "fraud\\w*", "unauthori[sz]ed", "stolen", "malware",
            "ransomware", "vulnerabilit\\w+", "suspicious", "data leak", "leaked", "security (?:issue|incident|hole|problem)", "scam\\w*",
        ),
        "change": (
            "chang(?:e|ed|ing)", "correct", "edit", "modify", "replace", "new (?:address|e-?mail|phone|name)", "moved", "rename", "switch to",
            "update (?:my|our|the) (?:\\w+ )?(?:address|e-?mail|phone|name|details|profile|contact)",
        ),
        "details": ("(?:e-?mail|postal|billing|shipping|delivery|home)? ?address(?:es)?", "phone(?: number)?", "contact details", "my name", "company name", "details"),
        "sales": (
            "pric(?:e|es|ing)", "quot(?:e|es|ation)", "discounts?", "buy", "purchase (?:a|your|more)", "sales", "upgrade to", "enterprise plan",
            "more (?:seats|licen[sc]es|users)", "demo of", "offers?", "reseller", "costs?",
        ),
    },
    urgency={
        "explicit": (
            "urgent(?:ly)?", "urgency", "asap", "as soon as possible", "immediate(?:ly)?", "right away", "right now", "at once", "emergency",
            "critical", "time[- ]sensitive", "top priority", "high priority", "highest priority", "p1", "sev ?1", "without delay", "quickly as possible",
            "cannot wait", "can'?t wait", "very soon",
        ),
        "breadth": (
            "(?:all|many|most|several|hundreds of|thousands of) (?:of )?(?:our |the |my )?(?:users|customers|clients|employees|colleagues|staff|people|team|stores|agents|shops|members|patients|students|sites|offices)",
            "our (?:users|customers|clients|employees|colleagues|staff|students|patients|members|visitors|guests|buyers)", "every(?:one|body) (?:in|at|is|on|here|can|gets|has|of)", "no ?(?:one|body) (?:in|at|here|can|is able|of)", "none of (?:us|our|the)", "our (?:whole|entire) \\w+",
            "(?:the )?(?:whole|entire) (?:company|team|office|department|organi[sz]ation|school|hospital|floor|site)", "company[- ]?wide", "\\d{2,} (?:users|customers|employees|people)",
            "the team can(?:no|'?)t", "all of us", "across (?:all|the) \\w+",
        ),
        "outage": (
            "(?:is|are|went|been|completely|totally) down", "(?:site|service|server|servers|system|website|app|platform|everything|portal|shop|store|api|network) (?:\\w+ ){0,2}down", "it'?s down", "down again", "outages?", "production (?:is |system |server )?(?:down|stopped|halted|broken)", "system[- ]wide",
            "down for (?:everyone|everybody|all)", "offline", "unreachable", "complete(?:ly)? (?:unavailable|unusable)", "data loss", "lost all", "all (?:our )?data (?:is )?(?:gone|lost)",
        ),
        "security": (
            "(?:been|was|were|got|is|are|account) (?:hacked|compromised|breached)", "hackers?", "ransomware", "data (?:breach|leak)", "security (?:breach|incident)",
            "unauthori[sz]ed (?:access|transactions?|charges?|log-?ins?|payments?)", "fraudulent", "stolen", "someone (?:else )?(?:logged|has access|is using|accessed)", "leaked",
        ),
        "blocked": (
            "can(?:no|'?)?t (?:work|access|log ?in|sign ?in|do anything|continue|operate|sell|ship|trade|open|get in)", "cannot (?:work|access|log ?in|sign ?in|continue)",
            "can not (?:work|access|log ?in|sign ?in)", "unable to (?:work|access|log ?in|sign ?in|continue|operate)", "completely (?:stuck|blocked)", "locked out", "at a standstill",
            "blocking (?:us|me|our)", "we(?:'re| are) blocked", "losing (?:\\w+ )?(?:money|sales|customers|orders|business)", "work has stopped", "showstopper", "dead in the water", "costing us",
        ),
        "repeated": (
            "(?:second|third|fourth|fifth|2nd|3rd|4th|5th|\\d+th|umpteenth) (?:time|e-?mail|mail|message|request|attempt|ticket|reminder|contact)",
            "(?:still|again) (?:no|not|waiting|broken|nothing|have not|haven't|is not|isn't|doesn'?t|can'?t|cannot|the same|happening)", "(?:yet )?again (?:today|this)", "once again", "as i (?:already )?(?:said|wrote|told)",
            "already (?:wrote|written|called|contacted|e-?mailed|reported|asked|told|tried to reach)", "(?:several|many|multiple|three|four|five|\\d+) (?:times|e-?mails|calls|tickets|attempts)",
            "no(?:body| ?one)? (?:has )?(?:answer(?:ed|s)?|repl(?:y|ied|ies)|respon(?:se|ded))", "never (?:got|received|heard)", "(?:days|weeks|hours|months) (?:now|ago and)", "follow(?:ing)? up",
            "for (?:the past |over |more than )?(?:\\w+ )?(?:days|weeks|months) (?:now)?", "keep(?:s)? (?:happening|asking|writing|calling)",
        ),
        "pressure": (
            rf"(?:have|has|having|before|for|our|my|during) (?:a |an |my |our |the )?(?:[\w']+ )?{_EVENT}", "(?:customers?|clients?|boss|board|ceo|auditors?|investors?) (?:is|are) waiting",
            "running out of time", "flight (?:is|leaves)", "about to (?:board|travel|leave|present|start)", "goes? live", "starts? in",
        ),
        "calm": (
            "nothing (?:that |very |too )?(?:urgent|critical)", "non-urgent", "no (?:rush|hurry|urgency|pressure|need to hurry)", "not (?:that |very |really |so |at all |super |particularly )?(?:urgent|time[- ]sensitive|critical|an emergency|important)",
            "(?:is|was)n'?t (?:that |very |really |so |at all )?(?:urgent|critical)", "when(?:ever)? (?:you|it)(?:'re| are| have| has|'s| is)? ?(?:got )?(?:a |some |any |free |spare |bit of )*(?:time|moment|minute|chance|convenient|suits)", "whenever (?:you can|it suits(?: you)?)", "low priority", "at your (?:convenience|leisure)", "no need to (?:rush|hurry)", "can wait", "not in a hurry", "just (?:curious|wondering)", "some ?time (?:next|this) (?:week|month)",
        ),
        "over": (
            "no longer (?:urgent|down|broken|an issue|a problem|locked|needed|necessary|affected|happening|occurs|relevant)", "(?:works|working|runs|running|up|back|online|fine) again", "back (?:up|online|to normal)",
            "(?:is|are|been|was|were|got|has been|everything|it'?s|issue|problem) (?:now |already |all |been )*(?:resolved|fixed|solved|sorted)", "resolved itself", "(?:never ?mind|nevermind|disregard|ignore my)",
            "(?:not|\\w+n'?t) (?:broken|down|locked|blocked|stuck|affected|needed)(?: \\w+){0,4} (?:any ?more|any longer)", "false alarm", "(?:it )?works now", "all good now",
        ),
    },
    angry=(
        "unacceptable", "outrageous", "ridiculous", "disgraceful", "disgusting", "appalling", "fed up", "sick (?:and tired )?of", "had enough", "pathetic", "useless", "worst",
        "incompeten(?:t|ce)", "a joke", "rip-?off", "scam(?:mers)?", "terrible (?:service|support|experience)", "horrible", "furious", "angry", "livid", "shame on", "waste of (?:time|money)",
        "i demand", "we demand", "last (?:chance|warning)", "never (?:again|use|buy)", "switch(?:ing)? to (?:a |your )?competitor", "thanks for nothing", "how hard can it be", "beyond (?:a joke|me)",
        "i(?:'m| am) done", "wtf", "bullshit", "damn", "lost (?:all )?(?:patience|trust)", "no one cares", "nobody cares", "report you to", "bad review", "not acceptable",
        "(?:third|fourth|fifth|3rd|4th|5th|umpteenth) time", "still waiting", "losing (?:my )?patience",
    ),
    unhappy=(
        "disappoint(?:ed|ing|ment)", "frustrat(?:ed|ing|ion)", "annoy(?:ed|ing)", "upset", "unhappy", "not happy", "poor (?:service|support|experience)", "unfortunately", "terrible", "awful",
        "bad", "dissatisfied", "concern(?:ed|ing)", "worried", "no answer", "no reply", "no response", "ignored", "confus(?:ed|ing)", "stress(?:ed|ful)", "complain(?:t|ing)?", "nobody answers",
        "stupid", "impossible",
    ),
    happy=(
        "thank(?:s| you)", "great", "excellent", "awesome", "perfect", "wonderful", "amazing", "love", "happy", "appreciate", "fantastic", "brilliant", "good job", "well done", "helpful", "pleased", "works (?:now|again|great|fine|perfectly)",
    ),
    sensitive={
        "safety": (
            "suicid\\w+", "kill (?:myself|himself|herself|you|them)", "harm (?:myself|himself|herself|someone)", "end my life", "self-?harm", "bomb", "threaten(?:ed)? (?:to kill|my life|with violence)", "violence", "electric shock",
            "caught fire", "on fire", "smoke (?:coming|from)", "exploded?", "injur(?:ed|y|ies)", "burn(?:ed|t) (?:my|his|her|a)", "gas leak", "hospitali[sz]ed", "abuse of (?:a )?(?:child|minor)s?", "child abuse",
        ),
        "legal": (
            "(?:my|our|a|the|your) (?:lawyer|attorney|solicitor)s?", "legal (?:action|steps|proceedings|counsel|notice|representation|threat)", "(?:will|to|going to|gonna|shall) sue", "suing", "sue you", "(?:be|being|been|get|getting|was|were) sued", "lawsuit", "small claims",
            "take (?:you|this|the matter) to court", "see you in court", "in court", "court (?:order|case|proceedings)", "litigation", "cease and desist", "breach of contract", "subpoena", "consumer protection (?:agency|authority|office)", "ombudsman", "trading standards", "law enforcement",
            "press charges", "arbitration", "copyright infringement", "dmca", "trademark infringement",
        ),
        "privacy": (
            "gdpr", "ccpa", "data protection (?:officer|authority|request|act)", "right to (?:be forgotten|erasure|of access)", "subject access request", "(?:delete|erase|remove) (?:all )?(?:of )?(?:my|our) (?:personal )?(?:data|information)", "(?:data|privacy) breach",
            "personal data (?:of|was|were|has|have|leak|breach)", "what (?:personal )?(?:data|information) (?:do )?you (?:hold|have|store|keep)", "article (?:15|17) ", "copy of (?:all )?my (?:personal )?data", "leak(?:ed)? (?:personal|customer) data", "(?:see|access) (?:another|other|someone else's) (?:customers?'?s?|users?'?s?|people's?)? ?(?:data|account|invoices?|orders?|details)",
        ),
        "press": (
            "journalist", "reporter (?:at|for|with|from)", "i(?:'m| am) (?:a |an )?(?:reporter|editor|journalist)", "press (?:inquiry|enquiry|request|office|officer|team|contact)", "media (?:inquiry|enquiry|request)", "writing (?:an? )?(?:article|story|piece) (?:about|on)", "request for comment", "(?:on the|for) the record",
            "go(?:ing)? to the (?:press|media|newspapers)", "tell the (?:press|media)", "publish(?:ing)? (?:an? )?(?:article|story)",
        ),
        "executive": (
            "i(?:'m| am) the (?:ceo|cto|cfo|coo|chief \\w+ officer|managing director|president|founder|owner) (?:of|at)", "(?:speak|talk|write|escalate|go) (?:directly )?(?:to|with) (?:your|the) (?:ceo|management|director|board|managing director|boss)", "our (?:ceo|board of directors|chief executive)", "board of directors", "your ceo",
        ),
    },
    thanks=("thanks?", "thank you", "thx", "tnx", "ty", "cheers", "much appreciated", "appreciate(?:d)?", "grateful", "kudos"),
    courteous=("a", "again", "all", "am", "and", "answer", "any", "anymore", "appreciated", "awesome", "best", "both", "brilliant", "by", "cool", "day", "do", "done", "everyone", "everything", "everybody", "excellent", "extremely", "fantastic", "fast", "fine", "fix", "fixed", "fixing", "for", "from", "further", "game", "getting", "good", "got", "great", "guys", "handling", "happy", "has", "have", "help", "helpful", "helped", "helping", "i", "i'm", "ill", "in", "is", "it", "it's", "its", "job", "kind", "kindly", "lot", "lots", "love", "lovely", "me", "more", "much", "many", "my", "nice", "nothing", "now", "of", "ok", "okay", "on", "once", "our", "out", "perfect", "perfectly", "perfection", "problem", "issue", "quick", "quickly", "ticket", "close", "can", "you're", "your", "you", "yes", "received", "really", "reply", "resolved", "response", "right", "running", "safe", "so", "solved", "solving", "sorted", "sort", "speedy", "super", "support", "swift", "team", "that", "that's", "the", "this", "time", "to", "too", "top", "up", "us", "very", "was", "we", "week", "weekend", "well", "will", "wonderful", "worked", "working", "works", "yes", "amazing", "great!", "everything's", "appreciate", "hi", "hello", "dear", "hey", "wow", "all's", "set", "closed", "closing", "again!", "yay", "no", "need", "needed", "else", "wishes", "been", "just", "indeed"),
    sign_offs=("best regards", "kind regards", "regards", "best wishes", "sincerely", "yours (?:sincerely|faithfully|truly)", "warm regards", "cheers", "best", "all the best", "sent from my \\w+"),
    greetings=("hi", "hello", "dear", "hey", "good (?:morning|afternoon|evening)", "greetings", "to whom it may concern"),
    spoken=("supposed to", "should have", "was due", "promised", "yesterday", "ago", "since", "last (?:week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night)"),
)
