"""Replies in the HTML of the clients of the world: only the fresh words are left."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

FRESH = "Thanks, that helps a lot."
OLD = "Old words nobody shall see."

# {FRESH} and {OLD} stand for the two.
CLIENTS = {
    "gmail": (
        '<div dir="ltr">{FRESH}</div><br><div class="gmail_quote gmail_quote_container">'
        '<div dir="ltr" class="gmail_attr">On Mon, Nov 9, 2026 at 10:00 AM Maria &lt;'
        '<a href="mailto:maria@example.org">maria@example.org</a>&gt; wrote:<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding'
        '-left:1ex">{OLD}</blockquote></div>'
    ),
    "gmail sig": (
        '<div dir="ltr">{FRESH}<div><br></div><span class="gmail_signature_prefix">-- </span><br>'
        '<div dir="ltr" class="gmail_signature">Maria<br>CEO</div></div><br>'
        '<div class="gmail_quote">On x wrote:<blockquote class="gmail_quote">{OLD}</blockquote></div>'
    ),
    "outlook desktop": (
        "<div class=WordSection1><p class=MsoNormal>{FRESH}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;"
        "</o:p></p><div>"
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        "<p class=MsoNormal><b>From:</b> Maria Lopez &lt;maria@example.org&gt; <br><b>Sent:"
        "</b> Monday, November 9, 2026 10:00 AM<br><b>To:</b> support@example.com<br><b>Subject:"
        "</b> Question<o:p></o:p></p></div></div><p class=MsoNormal>{OLD}</p></div>"
    ),
    "outlook web": (
        '<div class="elementToProof">{FRESH}</div><div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        '<font face="Calibri"><b>Von:</b> Maria Lopez &lt;maria@example.org&gt;<br><b>Gesendet:'
        "</b> Montag, 9. November 2026 10:00<br><b>An:</b> support@example.com<br><b>Betreff:"
        "</b> Question</font></div><div>{OLD}</div>"
    ),
    "outlook ios": (
        '<div dir="ltr">{FRESH}</div><div id="ms-outlook-mobile-body-separator-line"><br></div>'
        '<div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a>'
        '</div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><b>From:'
        "</b> Maria &lt;maria@example.org&gt;<br><b>Sent:</b> Monday<br><b>To:</b> x<br><b>Subject:</b> q"
        "</div>{OLD}"
    ),
    "apple": (
        '<div>{FRESH}</div><div><br><blockquote type="cite">'
        "<div>On 9 Nov 2026, at 10:00, Maria Lopez &lt;maria@example.org&gt; wrote:</div>"
        '<br class="Apple-interchange-newline"><div>{OLD}</div></blockquote></div>'
    ),
    "iphone": (
        '<div dir="ltr">{FRESH}</div><div dir="ltr"><br>Von meinem iPhone gesendet</div><div dir="ltr">'
        "<br>"
        '<blockquote type="cite">Am 09.11.2026 um 10:00 schrieb Maria Lopez &lt;maria@example.org&gt;:'
        '<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">{OLD}</div></blockquote>'
    ),
    "thunderbird": (
        '<p>{FRESH}</p><div class="moz-cite-prefix">Am 09.11.26 um 10:00 schrieb Maria Lopez:<br></div>'
        '<blockquote type="cite" cite="mid:x"><p>{OLD}</p></blockquote><div class="moz-signature">-- '
        "<br>Me</div>"
    ),
    "yahoo": (
        '<div class="ydp1yahoo-style-wrap"><div dir="ltr">{FRESH}</div><div><br></div></div>'
        '<div id="yahoo_quoted_123" class="yahoo_quoted">'
        "<div>On Monday, November 9, 2026 at 10:00:00 AM GMT+1, Maria &lt;maria@example.org&gt; wrote:"
        "</div><div>{OLD}</div></div>"
    ),
    "proton": (
        '<div>{FRESH}</div><div><br></div><div class="protonmail_signature_block">'
        '<div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me">Proton Mail'
        "</a> secure email.</div></div>"
        '<div class="protonmail_quote">On Monday, November 9th, 2026 at 10:00, Maria &lt;maria@example.org&gt; wrote:<b'
        'r><blockquote class="protonmail_quote" type="cite">{OLD}</blockquote></div>'
    ),
    "hey": (
        '<div class="trix-content">{FRESH}</div><div class="hey_quote">'
        "<div>On November 9, 2026, Maria &lt;maria@example.org&gt; wrote:</div><blockquote>{OLD}"
        "</blockquote></div>"
    ),
    "hey2": (
        "<div>{FRESH}<br><br>On November 9, 2026, Maria &lt;maria@example.org&gt; wrote:</div><blockquote>{OLD}</blockquote>"
    ),
    "superhuman": (
        '<div><div>{FRESH}</div><br><div class="gmail_signature">Maria</div><br>'
        '<div class="gmail_quote">On Mon, Nov 09, 2026 at 10:00 AM, Maria <span dir="ltr">&lt;'
        "<a>maria@example.org</a>&gt;</span> wrote:<br>"
        '<blockquote class="gmail_quote sh-color-black">{OLD}</blockquote></div></div>'
    ),
    "front": (
        '<div>{FRESH}</div><br><div class="front-signature">Maria</div><br>'
        '<blockquote type="cite" class="front-blockquote">On November 9, 2026 at 10:00 AM GMT+1, maria@example.org wrot'
        "e:<br>{OLD}</blockquote>"
    ),
    "front2": (
        "<div>{FRESH}</div><div>On November 9, 2026, 10:00 AM GMT+1 "
        '<a href="mailto:maria@example.org">maria@example.org</a> wrote:<br></div>'
        '<blockquote type="cite">{OLD}</blockquote>'
    ),
    "missive": (
        "<div>{FRESH}</div>"
        '<div class="missive_quote">On Nov 9, 2026 at 10:00 AM, Maria &lt;maria@example.org&gt; wrote:'
        "<blockquote>{OLD}</blockquote></div>"
    ),
    "zoho": (
        '<div>{FRESH}<br></div><div class="zmail_extra_hr" style="border-top:1px solid"></div>'
        '<div class="zmail_extra" data-zbluepencil-ignore="true">'
        '<div id="Zm-_Id_-Sgn1">---- On Mon, 09 Nov 2026 10:00:00 +0100 '
        "<b>Maria &lt;maria@example.org&gt;</b> wrote ---<br></div>"
        '<blockquote id="blockquote_zmail">{OLD}</blockquote></div>'
    ),
    "spark": (
        '<html><body><div name="messageBodySection"><div dir="auto">{FRESH}</div></div>'
        '<div name="messageSignatureSection"><br/>Maria</div>'
        '<div name="messageReplySection">On 9 Nov 2026, 10:00 +0100, Maria &lt;maria@example.org&gt;, wrote:<br/><block'
        'quote type="cite" style="border-left:1px solid">{OLD}</blockquote></div></body></html>'
    ),
    "newton": (
        '<div id="compose"><div>{FRESH}</div></div>'
        '<div class="cm_quote" style=" color: #787878">On Mon, Nov 9, 2026 at 10:00am, Maria &lt;'
        '<a>maria@example.org</a>&gt; wrote:<br></div><blockquote style="margin:0 0 0 .8ex">{OLD}'
        "</blockquote>"
    ),
    "emclient": (
        "<div>{FRESH}</div><div><br></div><div>------ Original Message ------</div>"
        '<div>From "Maria Lopez" &lt;<a>maria@example.org</a>&gt;</div><div>To support@example.com</div>'
        '<div>Date 09/11/2026 10:00:00</div><div>Subject Question</div><div><br></div><div id="xe26">'
        '<blockquote cite="x" type="cite" class="cite2">{OLD}</blockquote></div>'
    ),
    "mailbird": (
        '<div>{FRESH}</div><div class="mb_sig"></div>'
        '<blockquote class="history_container" type="cite" style="border-left-style:solid">'
        "<p>On 09/11/2026 10:00:00, Maria &lt;maria@example.org&gt; wrote:</p>{OLD}</blockquote>"
    ),
    "zimbra": (
        '<div style="font-family: arial">{FRESH}<br><br></div><hr id="zwchr" data-marker="__DIVIDER__">'
        '<div data-marker="__HEADERS__"><b>From: </b>"Maria" &lt;maria@example.org&gt;<br><b>To: </b>x'
        "<br><b>Sent: </b>Monday, November 9, 2026 10:00:00 AM<br><b>Subject: </b>Q<br></div>"
        '<div data-marker="__QUOTED_TEXT__">{OLD}</div>'
    ),
    "roundcube": (
        '<div id="rcmbody"><p>{FRESH}</p><div id="signature">-- <br>Me</div>'
        '<p id="reply-intro">On 2026-11-09 10:00, Maria wrote:</p>'
        '<blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">{OLD}</blockquote>'
        "</div>"
    ),
    "ox": (
        '<div class="default-style">{FRESH}</div><blockquote type="cite">'
        "<div>On 09/11/2026 10:00 CET Maria &lt;maria@example.org&gt; wrote:</div><div>{OLD}</div>"
        "</blockquote>"
    ),
    "sogo": (
        "<p>{FRESH}</p><br>On Monday, November 9, 2026 10:00 CET, Maria &lt;maria@example.org&gt; wrote:"
        '<br>&nbsp;<blockquote type="cite" cite="x">{OLD}</blockquote>'
    ),
    "mailru": (
        "<HTML><BODY><div>{FRESH}</div>"
        '<blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Понедельник, 9 ноября 2026'
        ', 10:00 +03:00 от Maria &lt;maria@example.org&gt;:<br><div id="">{OLD}</div></blockquote></BODY>'
        "</HTML>"
    ),
    "yandex": (
        '<div>{FRESH}</div><div> </div><div>09.11.2026, 10:00, "Maria" &lt;maria@example.org&gt;:</div>'
        "<blockquote><div>{OLD}</div></blockquote>"
    ),
    "yandex2": (
        "<div>{FRESH}</div><div>----------------</div><div>Кому: support@example.com;</div>"
        '<div>Тема: Question;</div><div>09.11.2026, 10:00, "Maria" &lt;maria@example.org&gt;:</div>'
        "<blockquote><div>{OLD}</div></blockquote>"
    ),
    "qq": (
        "<div>{FRESH}</div><div><br></div><div><includetail>"
        '<div style="font:Verdana normal 14px;color:#000;">'
        '<div style="FONT-SIZE: 12px;background:#efefef;padding:8px;">'
        "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:"
        '</b>&nbsp;"Maria"&nbsp;&lt;maria@example.org&gt;;</div><div><b>发送时间:'
        '</b>&nbsp;2026年11月9日(星期一) 上午10:00</div><div><b>收件人:</b>&nbsp;"x";</div><div><b>主题:</b>&nbsp;Q'
        "</div></div><div>{OLD}</div></div></includetail></div>"
    ),
    "netease": (
        '<div style="line-height:1.7">{FRESH}</div><p style="margin:0;"><br></p><pre>'
        '<br>在 2026-11-09 10:00:00，"Maria" &lt;maria@example.org&gt; 写道：</pre>'
        '<blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; BORDER-LEFT: #ccc 1px solid">{OLD}'
        "</blockquote>"
    ),
    "netease master": (
        '<div>{FRESH}</div><div id="ntes-pcmac-signature">发自网易邮箱大师</div>'
        '<div class="J-reply" style="background"><div style="font-size">---- 回复的原邮件 ----</div><table><tr>'
        "<td>发件人</td><td>Maria&lt;maria@example.org&gt;</td></tr><tr><td>日期</td><td>2026年11月9日 10:00</td>"
        "</tr><tr><td>收件人</td><td>x</td></tr><tr><td>主题</td><td>Q</td></tr></table></div><div>{OLD}</div>"
    ),
    "naver": (
        "<p>{FRESH}</p><p><br></p><p>-----Original Message-----<br><b>From:"
        '</b> "Maria"&lt;maria@example.org&gt;<br><b>To:</b> &lt;x@y&gt;;<br><b>Cc:</b><br><b>Sent:'
        "</b> 2026-11-09 (월) 10:00:00 (GMT+09:00)<br><b>Subject:</b> Q<br><br></p><div>{OLD}</div>"
    ),
    "seznam": (
        "<p>{FRESH}</p><br><aside>---------- Původní e-mail ----------"
        "<br>Od: Maria &lt;maria@example.org&gt;<br>Komu: x@y.cz<br>Datum: 9. 11. 2026 10:00:00"
        '<br>Předmět: Q</aside><br><blockquote data-email="maria@example.org">{OLD}</blockquote>'
    ),
    "webde": (
        '<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;"><div>{FRESH}</div>'
        "<div>&nbsp;"
        '<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;">'
        '<div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Montag, 09. November 2026 um 10:00 Uhr'
        '<br/><b>Von:</b>&nbsp;"Maria" &lt;maria@example.org&gt;<br/><b>An:</b>&nbsp;x@y.de<br/>'
        '<b>Betreff:</b>&nbsp;Q</div><div name="quoted-content">{OLD}</div></div></div></div></body>'
        "</html>"
    ),
    "tonline": (
        "<div>{FRESH}</div><div>&nbsp;</div><div>-----Original-Nachricht-----</div><div>Betreff: Q</div>"
        '<div>Datum: 2026-11-09T10:00:00+0100</div><div>Von: "Maria" &lt;maria@example.org&gt;</div>'
        "<div>An: x@y.de</div><div>{OLD}</div>"
    ),
    "libero": (
        '<div class="iol-compose">{FRESH}</div>'
        '<blockquote type="cite">Il 09/11/2026 10:00 CET Maria &lt;maria@example.org&gt; ha scritto:'
        "<br>{OLD}</blockquote>"
    ),
    "orange": (
        "<p>{FRESH}</p>"
        '<blockquote style="padding-left: 5px; margin-left: 5px; border-left: #ff7900 2px solid;">'
        "<p>envoyé : 9 novembre 2026 à 10:00<br>de : Maria &lt;maria@example.org&gt;<br>à : x@y.fr"
        "<br>objet : Q</p>{OLD}</blockquote>"
    ),
    "orange2": (
        '<p>{FRESH}</p><blockquote style="border-left">&gt; Message du 09/11/26 10:00<br>&gt; De : Maria<br>{OLD}</blockquote>'
    ),
    "bluemail": (
        '<div dir="auto">{FRESH}</div><div dir="auto"><!-- tmjah_g_1299s -->Get '
        '<a href="https://bluemail.me">BlueMail for Android</a><!-- tmjah_g_1299e --></div>'
        '<div class="gmail_quote">On Nov 9, 2026, at 10:00, Maria &lt;<a>maria@example.org</a>&gt; wrote:'
        '<blockquote class="gmail_quote">{OLD}</blockquote></div>'
    ),
    "samsung": (
        '<div dir="auto">{FRESH}</div><div dir="auto"><br></div>'
        '<div id="composer_signature" dir="auto">Von meinem Galaxy gesendet</div><div><br></div>'
        '<div align="left" dir="auto" style="font-size:100%">'
        "<div>-------- Ursprüngliche Nachricht --------</div><div>Von: Maria &lt;maria@example.org&gt; "
        "</div><div>Datum: 09.11.26  10:00  (GMT+01:00) </div><div>An: x@y.de </div><div>Betreff: Q "
        "</div></div>{OLD}"
    ),
    "fairemail": (
        "<p>{FRESH}</p><br><p>Nov 9, 2026 10:00:00 AM Maria &lt;maria@example.org&gt;:</p>"
        '<blockquote style="border-left:3px solid #ccc">{OLD}</blockquote>'
    ),
    "k9": (
        '<div dir="auto">{FRESH}</div><br><br><div class="gmail_quote">'
        '<div dir="auto">On November 9, 2026 10:00:00 AM GMT+01:00, Maria &lt;maria@example.org&gt; wrote:</div><blockq'
        'uote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex;">{OLD}</blockquote></div>'
    ),
    "tuta": (
        "<div>{FRESH}</div><div><br></div><div>-- <br></div><div>Secured with Tuta Mail:"
        "<br>https://tuta.com/free-email</div><div><br></div><div>9 Nov 2026, 10:00 by maria@example.org:"
        '<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid">{OLD}</blockquote>'
    ),
    "fastmail": (
        "<div>{FRESH}<br></div><div><br></div><div>On Mon, 9 Nov 2026, at 10:00 AM, Maria wrote:<br>"
        '</div><blockquote type="cite" id="qt" style=""><div>{OLD}</div></blockquote>'
    ),
    "lotus": (
        '<font size=2 face="sans-serif">{FRESH}</font><br><br><br>'
        "<font size=1 color=#5f5f5f>From: &nbsp; &nbsp; &nbsp; &nbsp;</font>"
        "<font size=1>Maria &lt;maria@example.org&gt;</font><br>"
        "<font size=1 color=#5f5f5f>To: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>x@y</font><br>"
        "<font size=1>Date: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>09/11/2026 10:00</font><br>"
        "<font size=1>Subject: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>Q</font><br><hr noshade>"
        "<br>{OLD}"
    ),
    "lotus2": (
        "<font size=2>{FRESH}</font><br><br><tt>"
        "<font size=2>Maria &lt;maria@example.org&gt; wrote on 09/11/2026 10:00:00 AM:<br><br>&gt; {OLD}"
        "</font></tt>"
    ),
    "outlook mac": (
        '<div>{FRESH}</div><div><br></div><span id="OLK_SRC_BODY_SECTION">'
        '<div style="border-top: #b5c4df 1pt solid"><span style="font-weight:bold">From: '
        '</span> Maria &lt;maria@example.org&gt;<br><span style="font-weight:bold">Date: '
        "</span> Monday, 9 November 2026 at 10:00<br><span>To: </span> x<br><span>Subject: </span> Q<br>"
        "</div><div>{OLD}</div></span>"
    ),
    "outlook mac new": (
        '<div>{FRESH}</div><div id="mail-editor-reference-message-container"><div>'
        '<div style="border:none;border-top:solid #B5C4DF 1.0pt"><p><b>From: '
        "</b>Maria &lt;maria@example.org&gt;<br><b>Date: </b>Monday<br><b>To: </b>x<br><b>Subject: </b>Q"
        "</p></div>{OLD}</div></div>"
    ),
    "winmail": (
        '<div class="WordSection1"><p class="MsoNormal">{FRESH}</p><p class="MsoNormal">Sent from '
        '<a href="https://go.microsoft.com/fwlink/?LinkId=550986">Mail</a> for Windows</p>'
        '<div style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt">'
        '<p class="MsoNormal"><b>From: </b><a href="mailto:maria@example.org">Maria</a><br><b>Sent: '
        "</b>Monday, November 9, 2026 10:00 AM<br><b>To: </b>x<br><b>Subject: </b>Q</p></div><p>{OLD}</p>"
        "</div>"
    ),
    "hotmail old": (
        '<div dir="ltr">{FRESH}<br><br><div><hr id="stopSpelling">Date: Mon, 9 Nov 2026 10:00:00 +0000'
        "<br>From: maria@example.org<br>To: x<br>Subject: Q<br><br>{OLD}</div></div>"
    ),
    "aol": (
        '<div>{FRESH}</div><div style="font">-----Original Message-----'
        "<br>From: Maria &lt;maria@example.org&gt;<br>To: x<br>Sent: Mon, Nov 9, 2026 10:00 am"
        '<br>Subject: Q<br><br><div id="yiv">{OLD}</div></div>'
    ),
    "evolution": (
        "<div>{FRESH}</div><div><br></div><div>On Mon, 2026-11-09 at 10:00 +0100, Maria wrote:</div>"
        '<blockquote type="cite" style="margin:0 0 0 .8ex; border-left:2px #729fcf solid;padding-left:1ex"><div>{OLD}</'
        "div></blockquote>"
    ),
    "kmail": (
        '<p style="margin">{FRESH}</p><br><p>Am Montag, 9. November 2026, 10:00:00 CET schrieb Maria:</p><p>&gt; {OLD}</p>'
    ),
    "mailspring": (
        "<div>{FRESH}</div><br>"
        '<div class="gmail_quote_attribution">On Nov 9 2026, at 10:00 am, Maria &lt;maria@example.org&gt; wrote:</div><'
        "blockquote>{OLD}</blockquote>"
    ),
    "airmail": (
        '<html><body><div id="bloop_customfont">{FRESH}</div><br><div id="bloop_sign_1"></div><br>'
        '<p class="airmail_on">On November 9, 2026 at 10:00:00, Maria (<a>maria@example.org</a>) wrote:'
        '</p><blockquote type="cite" class="clean_bq">{OLD}</blockquote></body></html>'
    ),
    "polymail": (
        '<div><div>{FRESH}</div><br><div class="psignature">Sent via Polymail</div>'
        '<div class="gmail_extra"><div class="gmail_quote">On Mon, Nov 9, 2026 at 10:00 AM Maria'
        "<blockquote>{OLD}</blockquote></div></div></div>"
    ),
    "edison": (
        '<div dir="auto">{FRESH}</div><div id="edo-signature">Sent from <a>Edison Mail</a></div>'
        '<div id="edo-original">'
        '<blockquote type="cite">On Nov 9, 2026 at 10:00 AM, &lt;maria@example.org&gt; wrote:<br>{OLD}'
        "</blockquote></div>"
    ),
    "canary": (
        '<div>{FRESH}</div><div id="CanarySig">Sent from Canary</div><div id="CanaryDropbox"></div>'
        '<blockquote id="CanaryBlockquote">'
        "<div>On Monday, Nov 09, 2026 at 10:00 AM, Maria &lt;maria@example.org&gt; wrote:<br></div>"
        "<div>{OLD}</div></blockquote>"
    ),
    "freshdesk": (
        '<div>{FRESH}</div><div class="freshdesk_quote">'
        '<blockquote class="freshdesk_quote">On Mon, 9 Nov at 10:00 AM, Maria wrote:<br>{OLD}'
        "</blockquote></div>"
    ),
    "zendesk": (
        '<div>{FRESH}</div><div style="color:#b5b5b5">##- Please type your reply above this line -##</div><div>{OLD}</div>'
    ),
    "intercom": ('<p>{FRESH}</p><div class="intercom-quote">On Nov 9 wrote: {OLD}</div>'),
    "exchange es": (
        '<div>{FRESH}</div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>De:'
        "</b> Maria &lt;maria@example.org&gt;<br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 10:00"
        "<br><b>Para:</b> x<br><b>Asunto:</b> Q</p></div>{OLD}"
    ),
    "dingtalk aliyun": (
        '<div class="__aliyun_email_body_block"><div>{FRESH}</div><blockquote style="margin-right:0">'
        "<div>------------------------------------------------------------------</div>"
        "<div>发件人：Maria &lt;maria@example.org&gt;</div><div>发送时间：2026年11月9日(星期一) 10:00</div><div>收件人：x"
        "</div><div>主　题：Q</div>{OLD}</blockquote></div>"
    ),
    "lark feishu": (
        '<div data-zone-id="0">{FRESH}</div><div class="history-quote-wrapper" id="lark-mail-quote-1">'
        '<div data-html-block="quote"><div class="adit-html-block__attr history-quote-meta-wrapper"><div>'
        "<span>发件人: </span>Maria &lt;maria@example.org&gt;</div><div><span>时间: </span>2026年11月9日</div>"
        "</div>{OLD}</div></div>"
    ),
    "odoo": ('<p>{FRESH}</p><div data-o-mail-quote="1">--<br>On 11/9/2026 wrote: {OLD}</div>'),
    "hubspot": ('<div>{FRESH}</div><div class="hs_reply"><blockquote>On Mon Maria wrote: {OLD}</blockquote></div>'),
    "salesforce": (
        "<div>{FRESH}</div><hr><div>--------------- Original Message ---------------<br><b>From:"
        "</b> Maria [maria@example.org]<br><b>Sent:</b> 11/9/2026 10:00 AM<br><b>To:</b> x<br><b>Subject:"
        "</b> Q</div>{OLD}"
    ),
    "mimestream": (
        '<div>{FRESH}</div><br><div><blockquote type="cite">'
        '<div dir="auto">On Nov 9, 2026, at 10:00, Maria &lt;maria@example.org&gt; wrote:</div>{OLD}'
        "</blockquote></div>"
    ),
    "shortwave": (
        "<div>{FRESH}</div>"
        '<div class="gmail_quote shortwave_quote">On Mon Nov 9, 2026, 10:00 AM GMT, Maria wrote:'
        "<blockquote>{OLD}</blockquote></div>"
    ),
}


@pytest.mark.parametrize("html", CLIENTS.values(), ids=CLIENTS.keys())
def test_only_the_fresh_words_of_an_html_reply_are_left(html: str) -> None:
    body = html.replace("{FRESH}", FRESH).replace("{OLD}", OLD)
    head = "From: b@example.net\nSubject: Re: Q\nIn-Reply-To: <1@example.org>\nContent-Type: text/html; charset=utf-8\n\n"
    assert parse((head + body).encode()).reply == FRESH
