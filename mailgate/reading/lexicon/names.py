"""Names that models trained on news get wrong in support mails, in any language.

Products are no people, systems with a number are no dates, and abbreviations and greetings are no names at all."""

# after one of these a number belongs to the name
SYSTEMS = ("windows", "macos", "ios", "ipados", "android", "ubuntu", "debian", "fedora", "iphone", "ipad", "playstation", "pixel")

PRODUCTS = (
    # of offices
    *("powerpoint", "onenote", "sharepoint", "onedrive", "microsoft teams", "ms teams", "office 365", "microsoft 365"),
    *("google drive", "google calendar", "google sheets", "google docs", "google workspace", "gmail", "libreoffice"),
    *("photoshop", "dropbox", "evernote", "trello", "figma", "webex", "whatsapp", "mattermost"),
    # browsers and devices
    *("firefox", "microsoft edge", "internet explorer", "google chrome", "macbook", "imac", "apple watch"),
    *("chromebook", "xbox", "fire tv", "mac os"),
    # what firms run on
    *("salesforce", "hubspot", "zendesk", "freshdesk", "jira", "confluence", "servicenow", "netsuite", "dynamics 365"),
    *("quickbooks", "datev", "lexware", "zapier", "power bi", "shopify", "woocommerce", "magento", "wordpress", "typo3"),
    *("squarespace", "mailchimp", "sendgrid", "paypal", "klarna", "adyen", "apple pay", "google pay", "mastercard"),
    *("american express", "okta", "auth0", "azure ad", "active directory", "entra id", "keycloak", "google authenticator"),
    *("lastpass", "1password", "bitwarden", "docusign", "github", "gitlab", "bitbucket", "kubernetes", "terraform"),
    *("postgresql", "mysql", "mariadb", "sqlite", "mongodb", "elasticsearch", "node.js", "javascript", "graphql"),
    *("amazon web services", "google cloud", "cloudflare", "heroku", "vercel"),
)

# words of everyday language in lower case
PRODUCTS_AS_WRITTEN = (
    *("Outlook", "Excel", "Word", "Teams", "Notion", "Asana", "Miro", "Canva", "Slack", "Zoom", "Skype", "Telegram", "Discord"),
    *("Chrome", "Safari", "Edge", "Brave", "Opera", "Kindle", "Alexa", "Thunderbird", "Acrobat"),
    *("Intercom", "SAP", "Workday", "Xero", "Tableau", "Looker", "Drupal", "Wix", "Stripe", "Visa", "Amex", "AMEX", "Azure"),
    *("Authy", "Jenkins", "Docker", "Ansible", "Grafana", "Prometheus", "Postgres", "Redis", "Oracle", "Snowflake", "Python"),
    *("Java", "PHP", "Postman", "Swagger", "Nginx", "Apache", "AWS", "Linux"),
)

ABBREVIATIONS = (
    *(
        "API",
        "APIs",
        "REST",
        "CTO",
        "CEO",
        "CFO",
        "COO",
        "HR",
        "IT",
        "QA",
        "SSO",
        "MFA",
        "2FA",
        "OTP",
        "VAT",
        "CSV",
        "PDF",
        "XML",
    ),
    *("JSON", "HTML", "URL", "URLs", "FAQ", "VPN", "DNS", "SSL", "TLS", "SSH", "FTP", "SFTP", "SMTP", "IMAP", "HTTP", "HTTPS"),
    *("SAML", "OAuth", "LDAP", "SDK", "CRM", "ERP", "CMS", "UI", "UX", "ID", "IDs", "PIN", "SMS", "QR", "USB", "WiFi", "Wi-Fi"),
    *("ASAP", "EOD", "COB", "ETA", "FYI", "BTW", "GDPR", "DSGVO", "RGPD", "SLA", "SaaS", "KPI", "IBAN", "BIC", "SEPA", "PO"),
)

GREETINGS = (
    *("hi", "hello", "hey", "dear", "thanks", "thank you", "regards", "kind regards", "best regards", "cheers", "sincerely"),
    *("good morning", "good afternoon", "good evening", "good day", "happy new year", "to whom it may concern"),
    *("hallo", "guten tag", "guten morgen", "sehr geehrte damen und herren", "mit freundlichen grüßen", "viele grüße", "danke"),
    *("bonjour", "bonsoir", "madame, monsieur", "cordialement", "bien cordialement", "merci", "salutations"),
    *("hola", "buenos días", "buenas tardes", "estimados señores", "un saludo", "saludos cordiales", "saludos", "gracias"),
    *("buongiorno", "buonasera", "salve", "cordiali saluti", "distinti saluti", "grazie"),
)
