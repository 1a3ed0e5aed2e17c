"""How lists and web forms name whom they write for, as data by language."""

from __future__ import annotations

# "Jane via Support": lists that rewrite From for DMARC (Google Groups, Mailman, groups.io, Microsoft 365), between name and list.
VIA: dict[str, tuple[str, ...]] = {
    "en": ("via",),
    "de": ("über", "via"),
    "fr": ("via", "par l'intermédiaire de", "par le biais de"),
    "it": ("tramite", "via"),
    "es": ("a través de", "vía", "via", "mediante"),
    "pt": ("por meio de", "através de", "via", "por intermédio de"),
    "nl": ("via",),
    "sv": ("via", "genom"),
    "da": ("via", "gennem"),
    "no": ("via", "gjennom"),
    "pl": ("przez", "za pośrednictwem"),
    "cs": ("přes", "prostřednictvím"),
    "ru": ("через",),
    "uk": ("через",),
    "zh": ("通过", "经由", "透過"),
}
# Headers in which a list keeps the From it has rewritten.
ORIGINALLY = ("x-original-from", "x-google-original-from", "x-original-sender", "original-from", "x-mailman-original-from")

# Local parts under which sites send what people wrote in their forms.
FORM_SENDERS = frozenset({
    "wordpress", "www-data", "www", "web", "webmaster", "website", "webform", "webforms", "webmail", "apache", "nginx", "httpd",
    "form", "forms", "formmail", "formmailer", "formular", "formulaire", "formulario", "modulo", "contactform", "contact-form",
    "kontaktformular", "contact", "kontakt", "contacto", "contatti", "contato", "noreply", "no-reply", "no_reply", "donotreply",
    "do-not-reply", "mailer", "notifications", "notification", "notify", "submissions", "submission", "info", "office", "shop",
    "store", "support", "hello", "joomla", "drupal", "typo3", "shopify", "wix", "squarespace",
})  # fmt: skip
# Programs that send forms, in X-Mailer and the like.
FORM_MAILERS = ("phpmailer", "wpforms", "contact form", "gravity", "formspree", "jotform", "typeform", "ninja forms", "wp mail",
                "netlify", "joomla", "drupal", "typo3", "elementor", "fluentform", "webform", "formmail")  # fmt: skip
FORM_HEADERS = ("x-php-originating-script", "x-php-script", "x-wpcf7-content-type", "x-form-id", "x-contact-form", "x-jotform-id",
                "x-wpforms-form-id", "x-formspree-id")  # fmt: skip
