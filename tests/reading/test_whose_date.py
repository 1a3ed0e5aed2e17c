"""Whose a date is, asked of sentences that nobody learned from. Sent on Tuesday, 24 November 2026, at 10:30 in Berlin."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from mailgate.reading.deadline import deadlines
from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.meaning import heads_for, said_of
from mailgate.reading.signals import signals_of
from mailgate.reading.words import fold, sentences

TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=timezone(timedelta(hours=1)))

# language | month, day and hour, or nothing | what they write
THEIRS = """
en | 11-26 09:00 | The auditors come Thursday at 9 and the ledger still won't open.
en | 11-24 18:40 | My flight leaves at 18:40 and the boarding pass won't load.
en | 11-24 20:00 | Payroll runs tonight and half the hours are missing.
en | 11-24 11:10 | The exam starts in 40 minutes and none of the pupils can log on.
en | 11-24 20:00 | The shop closes at 8 and I still haven't got the pickup code.
en | 11-30 09:00 | The contract ends on the 30th, I have to decide before then.
en | 11-24 16:00 | Our guests arrive at four and the smart lock doesn't know the code.
en | 11-30 09:00 | She has surgery on Monday and the referral isn't there.
en | 11-25 09:00 | If it isn't paid they cut us off tomorrow.
en | 11-24 19:30 | Doors open at half past seven tonight and the scanner refuses every ticket.
en | 11-24 12:15 | We go on air at 12:15.
en | 11-25 12:00 | Our stand at the fair has to be ready on Wednesday at noon.
en | 11-30 09:00 | The tax office wants the figures on the 30th.
en | 11-27 09:00 | Landlord takes the keys back on Friday, and without your letter I don't get the deposit.
en | 11-26 08:20 | The visa appointment is the day after tomorrow at 8:20, I need the paper in my hand.
en | 11-24 12:30 | Two hours left until the polls close and the register is frozen.
en | 11-24 10:55 | We've only got 25 minutes before the bell.
en | 11-28 14:00 | Bride walks down the aisle on Saturday at 2pm and the dress is still with you.
en | 11-25 05:30 | The van leaves the yard at 5:30 tomorrow morning, by then the route has to be on the tablet.
en | 11-25 00:00 | The offer lapses at midnight.
en | 11-26 10:30 | You have 48 hours to answer, then my lawyer takes over.
en | 11-27 12:00 | I'm giving you until Friday noon.
en | 11-26 06:00 | I fly to Lisbon on Thursday at 6am and the voucher has the wrong name on it.
en | 11-25 07:30 | Surgery list begins 07:30 tomorrow, nobody sees the patient files.
en | 11-24 16:00 | The bank stops taking transfers at 4pm today, so the file has to be out before.
en | 11-25 20:00 | My insulin runs out tomorrow night.
en | 11-26 17:00 | His prescription lasts until Thursday, after that he has nothing.
en | 11-24 20:45 | Kick-off is at 20:45 and the stream is black.
en | 11-30 07:00 | The removal men are here on Monday at 7.
en | 11-25 09:00 | I have to hand in my thesis tomorrow and the export hangs at 99 %.
en | 12-03 10:00 | Deadline for the tender is 3 December, 10:00.
en | 11-24 18:00 | We start serving at six, the kitchen printer prints nothing.
en | 11-24 18:00 | need this b4 6pm!!
en | 11-29 09:00 | Mum turns 80 on Sunday and the cake topper hasn't shipped.
en | 11-25 09:30 | Client presentation tomorrow 9:30 - please help
en | 11-30 17:00 | The trial balance is due Monday.
en | 11-25 09:00 | If we don't have the certificate on Wednesday morning, customs sends the container back.
en | 11-25 00:00 | Our licence expires tonight at midnight and renewal throws an error.
en | 11-24 16:10 | The ferry won't wait: 16:10 from Dover, and no QR code in my mail.
en | 11-24 15:00 | Could someone ring me before I leave for the airport at 3?
en | 11-24 12:00 | We're live on stage in an hour and a half.
en | 11-25 10:00 | A whole class sits the test at ten tomorrow.
en | 11-24 17:00 | please sort it out today, tomorrow is too late
en | 11-25 17:00 | We need to know by next Wednesday whether the room is ours.
de | 11-26 09:00 | Die Prüfer kommen am Donnerstag um 9 und das Journal geht nicht auf.
de | 11-24 18:40 | Mein Flug geht um 18:40 und die Bordkarte lädt nicht.
de | 11-24 20:00 | Heute Nacht läuft die Lohnabrechnung und die Hälfte der Stunden fehlt.
de | 11-24 11:10 | In 40 Minuten beginnt die Klausur und keiner kommt ins System.
de | 11-24 20:00 | Der Laden macht um acht zu und ich habe immer noch keinen Abholcode.
de | 11-30 09:00 | Der Vertrag endet am 30., vorher muss ich mich entscheiden.
de | 11-24 16:00 | Um vier kommen die Gäste und das Schloss nimmt den Code nicht.
de | 11-30 09:00 | Am Montag wird sie operiert und die Überweisung fehlt.
de | 11-25 09:00 | Sonst stellen sie uns morgen den Strom ab.
de | 11-24 14:30 | Der Kurier holt um halb drei ab und es kommt kein Etikett aus dem Drucker.
de | 11-24 19:30 | Einlass ist um 19:30 und der Scanner nimmt keine Karte.
de | 11-24 12:15 | Wir gehen um 12:15 auf Sendung.
de | 11-26 08:20 | Übermorgen um 8:20 habe ich den Termin beim Konsulat, da brauche ich das Papier.
de | 11-24 12:30 | Wir haben nur noch zwei Stunden, dann schließen die Wahllokale.
de | 11-28 14:00 | Samstag 14 Uhr ist die Trauung und das Kleid liegt noch bei Ihnen.
de | 11-25 00:00 | Das Angebot gilt nur bis Mitternacht.
de | 11-26 10:30 | Sie haben 48 Stunden Zeit, dann geht das zum Anwalt.
de | 12-04 17:00 | Ich setze Ihnen eine Frist bis zum 4. Dezember.
de | 11-24 14:00 | Die Geschäftsleitung tagt um 14 Uhr und meine Folien sind gesperrt.
de | 11-25 07:30 | Morgen um 7:30 beginnt das OP-Programm, niemand sieht die Akten.
de | 11-24 16:00 | Die Bank nimmt Überweisungen nur bis 16 Uhr an, die Datei muss vorher raus.
de | 11-25 18:00 | Mein Insulin reicht nur bis morgen Abend.
de | 11-24 20:45 | Anpfiff ist 20:45 Uhr und das Bild ist schwarz.
de | 11-25 09:00 | Morgen muss ich die Arbeit abgeben und der Export hängt.
de | 11-24 18:00 | Ab 18 Uhr bewirten wir, der Bondrucker druckt nichts.
de | 11-29 09:00 | Am Sonntag wird Oma 80 und der Aufleger ist nicht da.
de | 11-25 09:30 | Kundentermin morgen 9:30 Uhr - bitte helfen
de | 11-25 09:00 | Wenn das Zertifikat am Mittwochmorgen nicht da ist, schickt der Zoll den Container zurück.
de | 11-25 00:00 | Heute um Mitternacht läuft unsere Lizenz ab.
de | 11-24 15:00 | Ich muss um drei zum Flughafen, können Sie vorher anrufen?
de | 11-24 17:00 | Bitte heute noch, morgen ist es zu spät
fr | 11-26 09:00 | Les auditeurs arrivent jeudi à 9h et le grand livre ne s'ouvre pas.
fr | 11-24 18:40 | Mon vol part à 18h40 et la carte d'embarquement ne se charge pas.
fr | 11-24 20:00 | La paie tourne cette nuit et la moitié des heures manque.
fr | 11-24 11:10 | L'examen commence dans 40 minutes et aucun élève n'arrive à se connecter.
fr | 11-24 20:00 | Le magasin ferme à 20 heures et je n'ai toujours pas le code de retrait.
fr | 11-30 09:00 | Le contrat se termine le 30, je dois décider avant.
fr | 11-24 16:00 | Nos invités arrivent à seize heures et la serrure refuse le code.
fr | 11-30 09:00 | Elle est opérée lundi et l'ordonnance n'est pas là.
fr | 11-25 09:00 | Sinon on nous coupe l'électricité demain.
fr | 11-24 14:30 | Le coursier passe à 14h30 et aucune étiquette ne sort.
fr | 11-24 12:15 | Nous sommes à l'antenne à 12h15.
fr | 11-26 08:20 | J'ai rendez-vous au consulat après-demain à 8h20, il me faut ce papier.
fr | 11-24 12:30 | Il nous reste deux heures avant la fermeture des bureaux de vote.
fr | 11-28 14:00 | Le mariage est samedi à 14h et la robe est encore chez vous.
fr | 11-26 10:30 | Je vous donne 48 heures, ensuite c'est mon avocat.
fr | 11-24 14:00 | Le conseil se réunit à 14 heures et mes diapos sont bloquées.
fr | 11-24 16:00 | La banque n'accepte les virements que jusqu'à 16h, le fichier doit partir avant.
fr | 11-25 18:00 | Mon insuline tient jusqu'à demain soir.
fr | 11-24 20:45 | Coup d'envoi à 20h45 et l'écran est noir.
fr | 11-25 09:00 | Je dois rendre mon mémoire demain et l'export reste bloqué.
fr | 11-24 19:00 | Le service commence à 19h, l'imprimante de cuisine ne sort rien.
fr | 11-29 09:00 | Mamie fête ses 80 ans dimanche et le cadeau n'est pas parti.
fr | 11-25 09:30 | Réunion client demain 9h30, aidez-moi svp
fr | 11-25 00:00 | Notre licence expire ce soir à minuit.
fr | 11-24 15:00 | Pouvez-vous m'appeler avant que je parte à l'aéroport à 15h ?
es | 11-26 09:00 | Los auditores vienen el jueves a las 9 y el libro no se abre.
es | 11-24 18:40 | Mi vuelo sale a las 18:40 y la tarjeta de embarque no carga.
es | 11-24 20:00 | Esta noche se procesa la nómina y falta la mitad de las horas.
es | 11-24 11:10 | El examen empieza en 40 minutos y ningún alumno puede entrar.
es | 11-24 20:00 | La tienda cierra a las ocho y sigo sin el código de recogida.
es | 11-30 09:00 | El contrato termina el 30 y tengo que decidir antes.
es | 11-24 16:00 | Los invitados llegan a las cuatro y la cerradura no acepta el código.
es | 11-30 09:00 | La operan el lunes y el volante no está.
es | 11-25 09:00 | Si no, mañana nos cortan la luz.
es | 11-24 14:30 | El mensajero recoge a las dos y media y no sale ninguna etiqueta.
es | 11-26 08:20 | Pasado mañana a las 8:20 tengo la cita en el consulado y necesito el papel.
es | 11-24 12:30 | Nos quedan dos horas y el registro está bloqueado.
es | 11-28 14:00 | La boda es el sábado a las 14:00 y el vestido sigue con ustedes.
es | 11-26 10:30 | Les doy 48 horas; después hablará mi abogado.
es | 11-24 14:00 | El consejo se reúne a las 14h y mis diapositivas están bloqueadas.
es | 11-24 20:45 | El partido empieza a las 20:45 y la pantalla está en negro.
es | 11-25 09:00 | Mañana tengo que entregar el trabajo y la exportación se cuelga.
es | 11-29 09:00 | La abuela cumple 80 el domingo y el regalo no ha salido.
es | 11-25 09:30 | Reunión con el cliente mañana 9:30, ayuda por favor
es | 11-25 00:00 | Nuestra licencia caduca hoy a medianoche.
it | 11-26 09:00 | I revisori arrivano giovedì alle 9 e il registro non si apre.
it | 11-24 18:40 | Il mio volo parte alle 18:40 e la carta d'imbarco non si carica.
it | 11-24 20:00 | Stanotte girano le paghe e manca metà delle ore.
it | 11-24 11:10 | L'esame comincia tra 40 minuti e nessuno riesce a entrare.
it | 11-24 20:00 | Il negozio chiude alle otto e non ho ancora il codice per il ritiro.
it | 11-30 09:00 | Il contratto finisce il 30 e devo decidere prima.
it | 11-24 16:00 | Gli ospiti arrivano alle quattro e la serratura rifiuta il codice.
it | 11-30 09:00 | Lunedì la operano e l'impegnativa non c'è.
it | 11-25 09:00 | Altrimenti domani ci staccano la corrente.
it | 11-24 14:30 | Il corriere passa alle 14:30 e non esce nessuna etichetta.
it | 11-26 08:20 | Dopodomani alle 8:20 ho l'appuntamento al consolato e mi serve il documento.
it | 11-24 12:30 | Ci restano due ore e il registro è bloccato.
it | 11-28 14:00 | Il matrimonio è sabato alle 14 e il vestito è ancora da voi.
it | 11-26 10:30 | Vi do 48 ore, poi parlerà il mio avvocato.
it | 11-24 14:00 | Il consiglio si riunisce alle 14 e le mie slide sono bloccate.
it | 11-24 20:45 | Il fischio d'inizio è alle 20:45 e lo schermo è nero.
it | 11-25 09:00 | Domani devo consegnare la tesi e l'esportazione si blocca.
it | 11-29 09:00 | Domenica la nonna compie 80 anni e il regalo non è partito.
it | 11-25 09:30 | Riunione col cliente domani 9:30, aiuto per favore
it | 11-25 00:00 | La nostra licenza scade stasera a mezzanotte.
en | 11-26 09:00 | The harvest goes to the mill at dawn on Thursday and the scale prints nothing.
en | 11-25 11:00 | Tomorrow at 11 the mayor opens the playground, and the plaque has a typo.
en | 11-27 09:00 | My mother is discharged on Friday, and the bed you deliver isn't here.
en | 11-29 17:00 | The choir sings on Sunday at five, the scores are still in your print queue.
en | 11-24 16:15 | Could you get back to me by quarter past four?
en | 12-02 17:00 | I can wait until Wednesday week, not a day longer.
en | 11-24 12:00 | The vet wants the blood results before noon.
en | 11-24 11:10 | We've forty minutes left before the shuttle goes.
en | 11-30 09:00 | The scholarship committee looks at the files on the 30th.
en | 11-25 00:00 | They'll lock my card at midnight unless you confirm.
en | 11-25 12:00 | need the serial number till tomorrow noon pls
en | 11-24 14:00 | If the sample isn't at the lab by 2 pm it's worthless.
en | 12-31 17:00 | Our lease on the hall runs out at the end of the year.
en | 11-24 15:00 | The plumber is only on site till three.
en | 11-24 12:05 | Train's at 12.05 and the QR code is blank.
en | 11-27 10:30 | The exhibition opens its doors in three days.
de | 11-26 09:00 | Am Donnerstag früh wird die Ernte abgeholt und die Waage druckt nichts.
de | 11-25 11:00 | Morgen um elf weiht der Bürgermeister den Spielplatz ein, auf dem Schild ist ein Fehler.
de | 11-27 09:00 | Meine Mutter wird am Freitag entlassen und das Pflegebett ist nicht da.
de | 11-29 17:00 | Der Chor singt am Sonntag um 17 Uhr, die Noten liegen noch bei Ihnen.
de | 11-24 16:15 | Können Sie mir bis Viertel nach vier Bescheid geben?
de | 11-25 17:00 | Länger als bis Mittwoch kann ich nicht warten.
de | 11-24 11:10 | Wir haben noch vierzig Minuten, dann fährt der Bus.
de | 11-24 14:00 | Wenn die Probe nicht bis 14 Uhr im Labor ist, ist sie wertlos.
de | 11-24 15:00 | Der Handwerker ist nur bis drei auf der Baustelle.
fr | 11-25 11:00 | Demain à onze heures le maire inaugure l'aire de jeux et la plaque a une faute.
fr | 11-29 17:00 | La chorale chante dimanche à 17h, les partitions sont encore chez vous.
fr | 11-24 16:15 | Pouvez-vous me répondre avant quatre heures et quart ?
fr | 11-24 14:00 | Si l'échantillon n'est pas au labo avant 14h, il est perdu.
fr | 11-24 11:10 | Il nous reste quarante minutes avant le départ de la navette.
es | 11-25 11:00 | Mañana a las once el alcalde inaugura el parque y la placa tiene una errata.
es | 11-27 09:00 | A mi madre le dan el alta el viernes y la cama no ha llegado.
es | 11-29 17:00 | El coro canta el domingo a las 17h y las partituras siguen con ustedes.
es | 11-24 16:15 | ¿Me pueden contestar antes de las cuatro y cuarto?
es | 11-24 14:00 | Si la muestra no está en el laboratorio antes de las 14:00, no sirve.
it | 11-25 11:00 | Domani alle undici il sindaco inaugura il parco e la targa ha un errore.
it | 11-27 09:00 | Mia madre viene dimessa venerdì e il letto non è arrivato.
it | 11-29 17:00 | Il coro canta domenica alle 17 e gli spartiti sono ancora da voi.
it | 11-24 16:15 | Mi potete rispondere entro le quattro e un quarto?
it | 11-24 14:00 | Se il campione non è in laboratorio entro le 14, non vale più.
fr | 12-04 12:00 | Mon dossier part vendredi 4 à midi et il y faut cette pièce.
es | 12-11 09:00 | Me marcho el viernes 11 y necesito el certificado.
"""
NOBODYS = """
en | No rush, the end of the month is fine.
en | The outage started at 9:15 and was over by ten.
en | The meeting was on Monday at 10, it went fine.
en | Your shop is open until 8 on Thursdays, isn't it?
en | Are you open on Saturday at 9?
en | I have been waiting since Friday.
en | My invoice from 3 November shows the wrong address.
en | The tracking says it will be delivered on Thursday.
en | You wrote that the parcel would come by Wednesday; that was last week.
en | My birthday is 14 May 1978.
en | I was born on 12/03/1985.
en | Your mail said the new release comes out on Monday. Is there a changelog?
en | I'm out of office until Monday.
en | I'll be back on Thursday at 9 and will try again then.
en | Only today: 20 % off everything until midnight!
en | We ordered on the 3rd and paid on the 5th.
en | The backup runs every night at 2.
en | Our office hours are 9 to 5.
en | We had three failures within two hours yesterday.
en | The password expires every 90 days, can that be changed?
en | How many days until a refund arrives?
en | The technician was supposed to come at 8 this morning.
en | Thanks for your call at 3 pm today.
en | I signed up in January and have used it daily until now.
en | Can I still return it within 14 days?
en | Does the warranty last until December 2027?
en | Your colleague rang at half past two and fixed it.
en | The train at 7:40 was cancelled last Tuesday.
en | I called at 9, at 11 and at 2, nobody picked up.
en | I live at 12 Station Road.
en | Please raise the limit by 5.
en | We cut the number of seats from 10 to 8.
en | We moved the meeting from Thursday to Friday, so nothing to worry about.
en | It takes about two days in transit.
en | Have a nice weekend, talk next week.
en | Since this morning at 7 the page is blank.
en | In two weeks I've had the same problem four times.
en | The subscription renews on the 1st of every month, right?
en | I read your newsletter of 12 November with interest.
en | Between 9 and 12 last Sunday the site was gone.
de | Keine Eile, Ende des Monats reicht völlig.
de | Die Störung begann um 9:15 und war um zehn vorbei.
de | Das Treffen war am Montag um 10 und lief gut.
de | Donnerstags haben Sie bis 20 Uhr geöffnet, oder?
de | Haben Sie Samstag ab 9 Uhr offen?
de | Ich warte seit Freitag.
de | Auf meiner Rechnung vom 3. November steht die falsche Adresse.
de | Laut Sendungsverfolgung kommt es am Donnerstag.
de | Ich bin am 12.03.1985 geboren.
de | Ich bin bis Montag nicht im Büro.
de | Ab Donnerstag bin ich wieder da und probiere es noch einmal.
de | Bestellt am 3., bezahlt am 5., angekommen ist nichts.
de | Unsere Bürozeiten sind 9 bis 17 Uhr.
de | Gestern hatten wir innerhalb von zwei Stunden drei Ausfälle.
de | Das Passwort läuft alle 90 Tage ab, kann man das ändern?
de | Wie viele Tage dauert die Rückzahlung?
de | Der Techniker sollte heute früh um 8 kommen.
de | Danke für Ihren Anruf heute um 15 Uhr.
de | Kann ich innerhalb von 14 Tagen zurücksenden?
de | Ihr Kollege hat um halb drei angerufen und es behoben.
de | Der Zug um 7:40 fiel letzten Dienstag aus.
de | Ich habe um 9, um 11 und um 2 angerufen.
de | Bis Montag und schönes Wochenende!
de | Seit heute Morgen um 7 ist die Seite weiß.
de | Zwischen 9 und 12 Uhr war am Sonntag alles weg.
fr | Rien ne presse, la fin du mois suffira.
fr | La panne a commencé à 9h15 et s'est terminée à 10h.
fr | La réunion était lundi à 10h, tout s'est bien passé.
fr | Vous êtes ouverts jusqu'à 20h le jeudi, non ?
fr | J'attends depuis vendredi.
fr | Ma facture du 3 novembre porte la mauvaise adresse.
fr | Je suis né le 12/03/1985.
fr | Je suis absent jusqu'à lundi.
fr | Je serai de retour jeudi à 9h et je réessaierai.
fr | Aujourd'hui seulement : -20 % jusqu'à minuit !
fr | Commandé le 3, payé le 5, toujours rien.
fr | La sauvegarde tourne toutes les nuits à 2h.
fr | Nos bureaux sont ouverts de 9h à 17h.
fr | Le mot de passe expire tous les 90 jours, peut-on changer cela ?
fr | Le technicien devait venir ce matin à 8h.
fr | Puis-je le renvoyer sous 14 jours ?
fr | Votre collègue a appelé à 14h30 et a tout réglé.
fr | Le train de 7h40 a été annulé mardi dernier.
fr | À lundi et bon week-end !
es | Sin prisa, a final de mes está bien.
es | La caída empezó a las 9:15 y terminó a las diez.
es | La reunión fue el lunes a las 10 y salió bien.
es | ¿Los jueves abren hasta las 20h?
es | Espero desde el viernes.
es | Mi factura del 3 de noviembre tiene mal la dirección.
es | Según el seguimiento, llega el jueves.
es | Nací el 12/03/1985.
es | Estoy fuera de la oficina hasta el lunes.
es | Vuelvo el jueves a las 9 y lo intento otra vez.
es | Solo hoy: 20 % de descuento hasta medianoche.
es | La copia de seguridad corre cada noche a las dos.
es | Nuestro horario es de 9 a 17h.
es | La contraseña caduca cada 90 días, ¿se puede cambiar?
es | El técnico tenía que venir esta mañana a las 8.
es | Su compañero llamó a las dos y media y lo arregló.
it | Senza fretta, va bene anche a fine mese.
it | La riunione era lunedì alle 10 ed è andata bene.
it | Il giovedì siete aperti fino alle 20?
it | Aspetto da venerdì.
it | La mia fattura del 3 novembre ha l'indirizzo sbagliato.
it | Sono nato il 12/03/1985.
it | Sono fuori ufficio fino a lunedì.
it | Torno giovedì alle 9 e riprovo.
it | Solo oggi: 20 % di sconto fino a mezzanotte!
it | I nostri orari sono dalle 9 alle 17.
it | La password scade ogni 90 giorni, si può cambiare?
it | Il tecnico doveva venire stamattina alle 8.
it | Il vostro collega ha chiamato alle due e mezza e ha risolto.
it | A lunedì e buon fine settimana!
en | I was at your branch on Monday at ten.
en | The lift got stuck at 8:40 and was freed at nine.
en | Our canteen serves from 11:30 to 2.
en | The newsletter goes out every Thursday at 6.
en | I moved here on the 2nd of May.
en | Your driver says he'll be at mine between two and four.
en | The warranty runs until March 2028, doesn't it?
en | I'll drop in on Saturday around eleven.
en | My last order was the one of 12 October.
en | We usually close at six.
en | Two days ago it still worked.
en | Do I have to pay within 30 days or 14?
en | The 4 o'clock class is my favourite.
de | Der Aufzug blieb um 8:40 stecken und war um neun wieder frei.
de | Unsere Kantine hat von 11:30 bis 14 Uhr offen.
de | Der Rundbrief geht jeden Donnerstag um sechs raus.
de | Ich war am Montag um zehn in Ihrer Filiale.
de | Die Garantie läuft bis März 2028, oder?
de | Meine letzte Bestellung war die vom 12. Oktober.
de | Muss ich innerhalb von 30 Tagen zahlen oder von 14?
fr | L'ascenseur s'est bloqué à 8h40 et a redémarré à neuf heures.
fr | Notre cantine sert de 11h30 à 14h.
fr | La lettre part tous les jeudis à six heures.
fr | J'étais dans votre agence lundi à dix heures.
fr | Je passerai samedi vers onze heures.
es | El ascensor se paró a las 8:40 y a las nueve ya iba.
es | El comedor abre de 11:30 a 14h.
es | El boletín sale todos los jueves a las seis.
es | Estuve en su oficina el lunes a las diez.
es | Pasaré el sábado sobre las once.
it | L'ascensore si è bloccato alle 8:40 ed è ripartito alle nove.
it | La mensa serve dalle 11:30 alle 14.
it | La newsletter esce ogni giovedì alle sei.
it | Ero nella vostra filiale lunedì alle dieci.
it | Passo sabato verso le undici.
"""


@pytest.fixture(scope="module")
def embedder() -> UseEmbedder:
    return UseEmbedder()


def first_named(embedder: UseEmbedder, language: str, text: str) -> str:
    folded = fold(text)
    spans = sentences(folded)
    meanings = said_of(folded, spans, heads_for(embedder.name), embedder.sentences)
    found = deadlines(folded, spans, signals_of(language), TUESDAY, None, meanings)
    return min(deadline.at for deadline in found).astimezone(TUESDAY.tzinfo).strftime("%m-%d %H:%M") if found else ""


@pytest.mark.parametrize("row", THEIRS.strip().splitlines())
def test_an_event_a_need_or_a_threat_makes_a_date_theirs(embedder: UseEmbedder, row: str) -> None:
    language, when, text = row.split(" | ")
    assert first_named(embedder, language, text) == when


@pytest.mark.parametrize("row", NOBODYS.strip().splitlines())
def test_what_is_over_told_or_usual_is_nobodys_deadline(embedder: UseEmbedder, row: str) -> None:
    language, text = row.split(" | ")
    assert first_named(embedder, language, text) == ""
