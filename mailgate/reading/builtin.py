"""Intents that every support desk meets, with the sentences that teach them.

They are what is read without settings, and what an intent of the same name in the settings starts from. Names are the ones
the shipped settings.yaml lists. A sentence may mean two things; what belongs to none is there to be told apart."""
# ruff: noqa: E501 (one sentence stays on one line)

from __future__ import annotations

from mailgate.model.rules import Intent

BUILTIN_INTENTS: dict[str, Intent] = {
    intent.name: intent
    for intent in (
        Intent(name="account.access", skills=("login",), impact="medium", phrases=("can't log in", "can't access my account", "locked out of my account", "forgot my password", "reset my password")),
        Intent(name="account.change", skills=("account",), impact="low", phrases=("change my email address", "update my address", "change my address")),
        Intent(name="billing", skills=("billing",), impact="medium", phrases=("billed twice", "charged twice", "double charged", "wrong invoice")),
        Intent(name="refund", skills=("billing",), impact="medium", phrases=("refund", "money back")),
        Intent(name="cancel", skills=("billing",), impact="medium", phrases=("cancel my subscription", "cancel our contract", "close my account")),
        Intent(name="technical.error", skills=("technical",), impact="medium", phrases=("error message", "stopped working")),
        Intent(name="outage", skills=("technical",), impact="high", phrases=("is down", "service is unavailable", "complete outage")),
        Intent(name="security", skills=("security",), impact="high", phrases=("account was hacked", "been hacked", "security breach", "phishing mail")),
        Intent(name="legal.threat", impact="high", sensitive=True, phrases=("legal action", "my lawyer", "our lawyers", "take you to court")),
        Intent(name="privacy.request", impact="medium", sensitive=True, phrases=("delete my data", "delete all my personal data", "subject access request")),
        Intent(name="order.status", skills=("orders",), impact="medium", phrases=("where is my order", "has not arrived", "track my order")),
        Intent(name="sales", skills=("sales",), impact="low", phrases=("price list", "request a quote", "send me a quote")),
        Intent(name="feature.request", skills=("product",), impact="low", phrases=("feature request", "would be nice if", "would be great if")),
        Intent(name="how-to", impact="low", phrases=("how do i", "how can i", "is it possible to")),
    )
}

# What else an admin may call them.
OTHER_NAMES: dict[str, str] = {
    "technical": "technical.error", "bug": "technical.error", "question": "how-to", "howto": "how-to", "privacy": "privacy.request",
    "account.login": "account.access", "login": "account.access", "account": "account.access", "cancellation": "cancel",
    "legal": "legal.threat", "orders": "order.status", "order": "order.status", "delivery": "order.status", "returns": "refund",
    "refunds": "refund", "invoice": "billing", "payments": "billing", "incident": "outage", "feature": "feature.request",
    "sales.inquiry": "sales", "security.incident": "security",
}

# name → sentences. Several names joined by "+" hold for each of them; "-" is for none.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "account.access": (
        "I can't access my account", "I can't log in", "I cannot sign in to the portal", "I forgot my password and the reset mail never comes", "My account is locked after too many attempts",
        "The login says invalid credentials although my password is right", "I am locked out of my account", "I lost my phone and can't get the two-factor code", "The verification code does not arrive",
        "It doesn't let me in any more", "Please unlock my user", "My password expired and I can't set a new one", "Single sign-on fails for our staff", "I can't get into my profile since this morning", "Login not possible",
        "The password reset link has expired", "My colleague has no access to the workspace", "I no longer have access to the e-mail address I registered with", "Help, I can't reach my mailbox, it asks for the password again and again",
        "Account suspended for no reason, please reactivate it", "Ich kann mich nicht anmelden", "Passwort vergessen", "Je n'arrive pas à me connecter à mon compte", "No puedo entrar en mi cuenta", "Non riesco ad accedere al mio account", "Mein Konto ist gesperrt",
        "I can't access my account and I have a presentation soon", "My username isn't recognised", "Authenticator app asks for a code I don't have", "Can't sign in on the new phone",
    ),
    "account.change": (
        "Please change my e-mail address to a new one", "We moved, here is our new address", "I'd like to update my phone number", "Our company name has changed, please correct it in the profile", "How can I change the name on my account",
        "Please add a new user to our team", "Please transfer ownership of the workspace to my colleague", "Bitte ändern Sie meine Adresse", "Je voudrais changer mon adresse e-mail", "Quiero cambiar mi dirección", "Vorrei modificare il mio indirizzo",
        "Remove a former employee from our account", "Merge my two accounts please", "My contact details are outdated",
    ),
    "billing": (
        "I was billed twice this month", "I was charged twice", "You charged my card two times for the same order", "There is an error on my invoice", "The invoice shows the wrong amount", "Why was I charged 49 euros", "I don't recognise this charge on my statement",
        "I need a copy of my last invoice", "Please put our VAT number on the bill", "Please send the receipt for October", "My discount was not applied to the invoice", "You debited too much", "The bill is higher than agreed",
        "How can I change the billing address on our invoices", "I'd like to pay by bank transfer instead of card", "My credit card expired, how do I update the payment method", "We were overcharged", "Our purchase order number is missing on the invoice",
        "Ich wurde doppelt belastet", "Die Rechnung ist falsch", "J'ai été débité deux fois", "Me cobraron dos veces", "Mi hanno addebitato due volte lo stesso importo", "La facture est incorrecte", "Question about my bill", "I paid already but got a payment reminder",
        "The payment was taken from my account but the order isn't confirmed", "Unexpected renewal charge",
    ),
    "refund": (
        "I want a refund", "Please refund my last payment", "I want my money back", "When will I get my refund", "I returned the item, please reimburse me", "You promised a refund two weeks ago and nothing came", "The product is not what I ordered, give me my money back",
        "Can I get reimbursed for the unused months", "Ich möchte mein Geld zurück", "Bitte erstatten Sie mir den Betrag", "Je demande un remboursement", "Quiero un reembolso", "Chiedo il rimborso", "Issue a credit note for the returned goods", "Refund status for order 1042",
    ),
    "billing+refund": ("I was charged twice, please refund one of the payments", "You billed me by mistake and I want the money back", "Double payment, please return the extra amount"),
    "cancel": (
        "Please cancel my subscription", "I want to terminate our contract", "How do I cancel my plan", "Close my account please", "We will not renew our licence", "I'd like to unsubscribe from the service", "Please stop the automatic renewal", "Cancel my membership at the end of the month",
        "Cancel my order before it ships", "Ich kündige mein Abo", "Hiermit kündige ich den Vertrag", "Je souhaite résilier mon abonnement", "Quiero dar de baja mi suscripción", "Vorrei disdire l'abbonamento", "We are leaving for another provider, end our plan", "We would like to end the subscription in December", "Stop our plan at the end of the year", "I don't want to continue with the service", "Please deactivate the subscription",
    ),
    "cancel+refund": ("Cancel my subscription and refund the rest", "I want to cancel and get my money back"),
    "technical.error": (
        "Billing isn't working, the page stays white", "The invoice page shows an error", "The app crashes when I open it", "I get error 500 when I save", "The export button does nothing", "The dashboard does not load", "Uploading files fails with a timeout", "The screen stays blank after the update",
        "Sync stopped working since yesterday", "The search returns no results any more", "It is very slow today", "The report shows wrong numbers", "The printer is not recognised", "The API returns 403 for a valid token", "It keeps freezing", "The graph on the home page looks off", "The export dies halfway", "The button has no effect", "Since the migration customers see a white page at the checkout", "Our webhook does not fire", "The integration with Salesforce is broken",
        "I found a bug in the calendar", "The page keeps loading forever", "The video freezes", "Notifications don't arrive on my phone", "The import of the CSV file fails", "After the upgrade nothing works", "The checkout page is broken", "The billing page doesn't open in Firefox",
        "It doesn't work", "Still not working", "Nothing happens when I click it", "Installation aborts with an exception", "The device doesn't connect to the server", "E-mails are not being sent from the system", "Die App stürzt ab", "Seit dem Update stürzt das Programm ab", "Depuis la mise à jour le logiciel plante", "Desde la actualización el programa falla", "Dopo l'aggiornamento il programma si blocca", "Die Seite bleibt weiß", "Der Export funktioniert nicht mehr", "La page reste blanche", "L'application plante", "La aplicación no funciona", "La página se queda en blanco",
        "La pagina resta bianca", "L'applicazione non funziona", "Attached you find the log and a screenshot of the error", "The form rejects my input", "Battery drains quickly since the last firmware", "The software hangs at start", "It shows a stack trace", "Data is missing in the table",
        "The invoice tool crashes", "The refund form shows an error", "The billing module hangs when printing", "The order page is broken", "Password field does not accept special characters in the app, bug", "The subscription page stays empty",
        "Invoices can't be downloaded, I get a 404", "The account settings page gives an error",
    ),
    "technical.error+billing": (
        "Payments aren't processing after the latest update", "Our customers can't pay, the checkout fails with an error", "Card payments fail since the upgrade", "Payment fails with error PAY-503", "Transactions are not going through since this morning", "The payment gateway returns an error",
        "Checkout rejects every credit card since the release", "Zahlungen werden seit dem Update nicht verarbeitet", "Les paiements ne passent plus depuis la mise à jour", "Los pagos no se procesan desde la actualización", "I pagamenti non vengono elaborati dopo l'aggiornamento", "Payment processing is broken after your last deployment",
    ),
    "outage+technical.error": (
        "Your service is down for all our users", "The whole system is down", "Nobody in the office can work, the site is not reachable", "Production is down", "Complete outage since 9 o'clock", "Your server answers 503 to everyone", "All our stores are offline", "The platform is unavailable",
        "It's down again", "Everything is down, our entire company is affected", "Das System ist komplett ausgefallen", "Le service est en panne pour tous nos clients", "El sistema está caído", "Il servizio è irraggiungibile per tutti", "The API is unreachable from all our sites",
    ),
    "security": (
        "My account was hacked", "Someone logged in to my account from another country", "I received a phishing mail in your name", "I think my account is compromised", "There are transactions I did not authorise", "I want to report a vulnerability in your website", "We see suspicious logins", "Somebody else is using my account", "There are logins from abroad that are not mine", "Customer data leaked on the internet",
        "My card was used fraudulently", "Mein Konto wurde gehackt", "Mon compte a été piraté", "Han hackeado mi cuenta", "Il mio account è stato violato", "We suspect a security incident", "Ransomware message on our server",
    ),
    "security+account.access": ("My account was hacked and I can't log in any more", "Someone changed my password and I'm locked out"),
    "legal.threat": (
        "I will take legal action", "You will hear from my lawyer", "Our lawyers will contact you", "I will sue you if this is not solved", "See you in court", "This is a breach of contract and we reserve all legal rights", "I'm handing this over to my attorney", "Consider this a formal legal notice",
        "Cease and desist immediately", "I will file a lawsuit", "Ich schalte meinen Anwalt ein", "Wir behalten uns rechtliche Schritte vor", "Je vais saisir mon avocat", "Tomaré acciones legales", "Adirò le vie legali", "I will report you to the consumer protection agency and sue",
    ),
    "privacy.request": (
        "Please delete all my personal data", "I request a copy of the data you hold about me under GDPR", "Subject access request under article 15", "I want to exercise my right to be forgotten", "Who is your data protection officer", "Please send us the data processing agreement", "Where do you store our personal data", "I can see another customer's data in my account",
        "Remove my information from your systems", "Bitte löschen Sie alle meine Daten gemäß DSGVO", "Je demande la suppression de mes données personnelles", "Solicito la eliminación de mis datos personales", "Chiedo la cancellazione dei miei dati personali", "Erase everything you know about me", "Which information do you keep about me", "Delete all my data", "I withdraw my consent to the processing of my data",
    ),
    "order.status": (
        "Where is my order", "My package has not arrived", "When will my order ship", "The tracking number doesn't work", "Order A-1042 is late", "The delivery was supposed to come on Monday", "I received the wrong item", "Part of my order is missing", "The parcel arrived damaged", "Has my order been dispatched",
        "Wo bleibt meine Bestellung", "Mein Paket ist nicht angekommen", "Où est ma commande", "Je n'ai pas reçu mon colis", "Dónde está mi pedido", "No ha llegado mi paquete", "Dov'è il mio ordine", "Il pacco non è arrivato", "Delivery status please", "The package was delivered to the wrong address", "The courier left the parcel at a neighbour's", "I still haven't received my order", "I'd like to return the shoes, which address do I send them to",
    ),
    "sales": (
        "How much does the pro plan cost", "Please send me a quote for 50 users", "We want to buy more licences", "Do you offer a discount for schools", "I'd like a demo of your product before we buy", "What is the price of the enterprise plan", "We are interested in your product", "Can we upgrade to the bigger plan", "What's the difference between the basic and the pro plan", "Which plan fits a team of five", "Pricing for non-profits",
        "Bitte senden Sie uns ein Angebot", "Quel est le prix de la licence", "Necesito un presupuesto", "Vorrei un preventivo", "Is there a reseller in Italy", "We'd like to add ten seats to our plan",
    ),
    "feature.request": (
        "It would be great if you could add a dark mode", "Feature request: export to Excel", "I suggest adding a filter by date", "Please add support for Italian", "Would love to see keyboard shortcuts", "It would be nice to have an option to sort the list", "Is dark mode on your roadmap", "Dark theme please", "Please make the font size configurable", "You should consider adding a calendar view",
        "Es wäre schön, wenn man Berichte planen könnte", "Ce serait bien de pouvoir trier la liste", "Sería útil tener un modo oscuro", "Sarebbe utile poter filtrare i risultati", "A small suggestion for improvement",
    ),
    "how-to": (
        "How do I export my data", "How can I invite a colleague", "Where can I find the documentation", "Is it possible to have two users on one plan", "What does this setting do", "Which browsers do you support", "Can I use the app offline", "What are your opening hours", "Could you explain how the report works", "How does the trial work",
        "Wie kann ich meine Daten exportieren", "Wo finde ich die Einstellungen", "Wie füge ich einen Benutzer hinzu", "Comment ajouter un utilisateur", "Où se trouve le menu", "Cómo añadir otro usuario", "Dónde encuentro la configuración", "Come aggiungere un utente", "Dove trovo le impostazioni", "Comment puis-je inviter un collègue", "Cómo puedo exportar mis datos", "Come posso esportare i miei dati", "Do you have a tutorial for beginners", "I have a question about the settings", "Where do I see my usage", "Can you tell me where the menu is", "How many files can I upload at once", "How do I add our logo to the invoice template", "How can I set a password policy for my team", "Where do I find the API key", "How do I print a list of payments", "Is there a way to schedule reports",
    ),
    "-": (
        "Please find attached the minutes of the meeting", "Let's meet for lunch on Tuesday", "Happy birthday", "I am out of the office until Monday", "See you next week at the conference", "The weather is nice here", "Our newsletter of November is out", "Kind regards, Maria", "Thank you very much", "Thanks, works now", "Hello everybody",
        "I have a presentation in an hour", "We need this before Friday's demo", "Please answer as soon as possible", "This is urgent", "I am writing to you again", "It is the third time I write", "I am still waiting for an answer", "Hope you are doing well", "We are a small company from Lyon", "I have been a customer since 2019",
        "Could you please help me", "Please let me know", "Looking forward to your reply", "The recipe needs two eggs and some milk", "My cat sleeps all day", "What a beautiful song", "The train leaves at nine", "He scored two goals in the final", "We would like to publish a guest post on your blog", "Congratulations, you have won a prize",
        "Increase your traffic with our SEO service", "I am a student and look for an internship", "I apply for the job as a developer", "Are you hiring", "Invitation: project kick-off", "The garden needs water in summer", "Can you recommend a restaurant", "Who won the election", "Translate this sentence into Spanish", "Set a timer for ten minutes",
        "What time does the museum open", "Do you sponsor football clubs", "Tell me a joke", "What is the capital of Peru", "Vielen Dank für Ihre Hilfe", "Merci beaucoup", "Muchas gracias", "Grazie mille", "Ich bin bis Montag nicht im Büro", "Bonne journée", "The kids enjoyed the museum", "I bought a new bicycle", "The meeting room is booked", "Our quarterly figures look good", "Your colleague was very kind",
        "My order number is A-1042", "Order A-20331", "Invoice 2026-11", "Our product range has grown", "Just checking in on this, any update", "My phone number is below", "We use version 2.3 on Windows 11", "I wrote you yesterday", "Good morning", "Nobody answers", "All the best for the new year", "The customer came to our shop", "I have tried everything", "Please call me back", "Here is the file you asked for",
    ),
}
