"""What gateways write on top of a body about its sender. Lower case; a short paragraph that begins so is a banner."""

from __future__ import annotations

BANNERS = (
    "caution: this email originated", "caution: this e-mail originated", "caution: external", "caution: this message",
    "caution - external", "caution! this", "caution:", "external email", "external e-mail", "external sender",
    "external message", "[external", "*external*", "**external**", "this email originated from outside",
    "this e-mail originated from outside", "this message originated from outside", "this email is from an external",
    "this message is from an external", "this message came from outside", "this email came from outside",
    "this message was sent from outside", "this email was sent from outside", "warning: this email originated",
    "warning: this message", "warning: external", "warning! this", "attention: this email", "attention : this",
    "attention: external", "be careful with this message", "this sender might", "you don't often get email from",
    "you don’t often get email from", "some people who received this message don't often",
    "some people who received this message don’t often", "learn why this is important", "use caution when opening",
    "do not click links or open attachments", "this is an external email", "zjqcmqryfpfptbanner",
    "this message is from outside", "think before you click", "exercise caution", "achtung: diese e-mail",
    "achtung: externe", "achtung! diese", "diese e-mail stammt von", "diese e-mail kommt von einem externen",
    "externe e-mail", "warnung: diese e-mail", "sie erhalten nicht oft e-mails von",
    "sie erhalten nicht häufig e-mails von", "attention : cet e-mail", "attention: ce message", "attention : ce courriel",
    "cet e-mail provient de l'extérieur", "ce message provient de l'extérieur", "vous n'obtenez pas souvent",
    "vous ne recevez pas souvent", "courriel externe", "precaución: este correo", "atención: este correo",
    "advertencia: este correo", "este correo electrónico se originó fuera", "correo externo", "no suele recibir correos",
    "no suele recibir correo", "attenzione: questa", "attenzione: il presente", "attenzione: mail",
    "questa email proviene dall'esterno", "questo messaggio proviene dall'esterno", "non si riceve spesso",
    "atenção: este e-mail", "atenção: esta mensagem", "cuidado: este", "let op: deze",
    "deze e-mail is afkomstig van buiten", "let op! deze", "je ontvangt niet vaak", "u ontvangt niet vaak",
    "varning: detta", "obs! detta", "advarsel: denne", "uwaga: ta wiadomość", "uwaga! wiadomość",
    "wiadomość pochodzi spoza", "внимание: это письмо", "внимание! это", "dikkat: bu e-posta", "dikkat! bu",
    "注意：此邮件", "【外部邮件】", "【社外", "このメールは社外", "外部邮件", "[社外",
)  # fmt: skip
