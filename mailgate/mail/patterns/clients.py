"""How mail clients mark quoted text in HTML: ids, classes and names, lower case, without Outlook's `x_` prefix."""

from __future__ import annotations

# Containers: all inside is quoted, what follows is not.
QUOTE_CLASSES = frozenset({
    "gmail_quote", "gmail_quote_container", "gmail_extra_quote",                          # Gmail
    "yahoo_quoted", "yahoo-quoted",                                                       # Yahoo
    "moz-cite-prefix", "moz-email-headers-table", "moz-forward-container",                # Thunderbird
    "protonmail_quote", "tutanota_quote", "hey_quote",                                    # Proton, Tuta, HEY
    "zmail_extra", "zmail_extra_hr",                                                      # Zoho
    "freshdesk_quote", "zd-quote", "front-blockquote", "intercom-quote", "gorgias_quote", "hs_reply", "quoted-text",
    "mail-quote",
    "ms-outlook-mobile-reference-message",  # Outlook for phones
    "outlookmessageheader",                                                               # Outlook 2003
    "wpop-quote", "aolreplacedbody", "aol_quote", "replaced_quote",                       # AOL
    "samsung-quote", "cafemailquote", "airmail_on", "bloop_markdown_quote",               # Samsung, Airmail
    "mailru-quote", "js-helper-quote", "yandex_quote",                                    # Mail.ru, Yandex
    "missive_quote", "superhuman_quote", "sh-quoted-content", "spark_quote", "edo_quote", "qtcontent",
})  # fmt: skip
QUOTE_IDS = frozenset({
    "olk_src_body_section",                                                               # Outlook for Mac 2011
    "mail-editor-reference-message-container",                                            # Outlook for Mac and phones
    "yahoo_quoted", "gmail_quote", "reply-quote", "replyblockquote", "hey_quote", "qt", "mailcontent_quote", "originalcontent",
    "zimbra_quote", "replybody", "reply139content", "isreplycontent", "divneteasemailcard", "ntes-reply", "isforwardcontent",
})  # fmt: skip
QUOTE_NAMES = frozenset({"quote", "messagereplysection", "reply_content", "quoted_content"})  # GMX and web.de; Spark

# Signatures, as clients and gateways put them in.
SIGNATURE_CLASSES = frozenset({
    "gmail_signature", "moz-signature", "protonmail_signature_block", "ms-outlook-mobile-signature", "elementtoproof_signature",
    "ydp-signature", "tutanota_signature", "mail-signature", "email-signature", "front-signature", "sh-signature",
})  # fmt: skip
SIGNATURE_IDS = frozenset({
    "signature", "applemailsignature", "applemailsignatureid", "ms-outlook-mobile-signature", "mobile_signature",
    "gmail_signature", "composer_signature", "mail_app_signature", "linebreakatbeginningofsignature",
    "divtagdefaultwrapper_signature",
})  # fmt: skip

# Markers: all that follows is quoted.
CUT_IDS = frozenset({"divrplyfwdmsg", "appendonsend", "replysplit", "stopspelling", "hm_replyheader", "mail_separator"})
CUT_CLASSES = frozenset({"hmmessage_quote", "reply-separator", "gmail_quote_header"})
CUT_NAMES = frozenset({"_mailoriginal", "_mailoriginalbody", "originalmessage"})
