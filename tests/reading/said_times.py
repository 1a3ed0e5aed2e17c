"""Ways to say by when something is needed, in five languages, each with the instant it means."""

# sent on Tuesday, 24 November 2026, at 10:30 in a zone an hour ahead of UTC; month, day and hour are on that clock
SAID: dict[str, tuple[str, str]] = {
    "en": (
        "Please have it fixed {}.",
        """
        by 6pm | 11-24 18:00
        by 6 p.m. | 11-24 18:00
        by 6 | 11-24 18:00
        by six | 11-24 18:00
        by 18:40 | 11-24 18:40
        by 18.40 | 11-24 18:40
        by 1800 hrs | 11-24 18:00
        by half six | 11-24 18:30
        by half past six | 11-24 18:30
        by quarter to four | 11-24 15:45
        by a quarter past two | 11-24 14:15
        by ten to four | 11-24 15:50
        by twenty past four | 11-24 16:20
        by five o'clock | 11-24 17:00
        by 5 o'clock | 11-24 17:00
        by noon | 11-24 12:00
        by midday | 11-24 12:00
        before lunch | 11-24 12:00
        by lunchtime | 11-24 12:00
        by midnight | 11-25 00:00
        by COB | 11-24 17:00
        by EOD | 11-24 17:00
        by EOB today | 11-24 17:00
        by close of play | 11-24 17:00
        by close of business tomorrow | 11-25 17:00
        by the end of the day | 11-24 17:00
        by the end of today | 11-24 17:00
        by end of day Thursday | 11-26 17:00
        by end of business on Friday | 11-27 17:00
        by COB Friday | 11-27 17:00
        by Friday COB | 11-27 17:00
        before the end of the working day | 11-24 17:00
        by this afternoon | 11-24 13:00
        by this evening | 11-24 20:00
        by tonight | 11-24 20:00
        before tonight | 11-24 20:00
        by tomorrow | 11-25 17:00
        by tomorrow morning | 11-25 09:00
        before tomorrow morning | 11-25 09:00
        by tomorrow noon | 11-25 12:00
        by noon tomorrow | 11-25 12:00
        by tomorrow 3pm | 11-25 15:00
        by 3pm tomorrow | 11-25 15:00
        by tomorrow evening | 11-25 18:00
        before tomorrow | 11-25 00:00
        by Thursday | 11-26 17:00
        by Thursday morning | 11-26 09:00
        by Thursday afternoon | 11-26 13:00
        by Thursday at the latest | 11-26 17:00
        by Thursday lunchtime | 11-26 12:00
        by 10 on Thursday | 11-26 10:00
        by 10am Thursday | 11-26 10:00
        by Thursday, 10am | 11-26 10:00
        by Thursday 26 November | 11-26 17:00
        by Thursday, November 26th, 4pm | 11-26 16:00
        by this Friday | 11-27 17:00
        by next Friday | 11-27 17:00
        by Friday next week | 12-04 17:00
        by Monday | 11-30 17:00
        by next Monday | 11-30 17:00
        before Monday | 11-30 09:00
        by the coming Monday | 11-30 17:00
        by a week on Monday | 12-07 17:00
        by Thursday week | 12-03 17:00
        by the end of this week | 11-27 17:00
        by the end of the week | 11-27 17:00
        by the end of next week | 12-04 17:00
        before the weekend | 11-27 17:00
        by the weekend | 11-27 17:00
        by next week | 11-30 17:00
        before next week | 11-30 09:00
        by early next week | 11-30 17:00
        by the end of the month | 11-30 17:00
        by month end | 11-30 17:00
        by end of November | 11-30 17:00
        by the end of December | 12-31 17:00
        by the end of next month | 12-31 17:00
        by the end of the quarter | 12-31 17:00
        by quarter end | 12-31 17:00
        by the end of the year | 12-31 17:00
        by year end | 12-31 17:00
        before the year is out | 12-31 17:00
        by mid December | 12-15 17:00
        by the middle of December | 12-15 17:00
        by the 27th | 11-27 17:00
        by the 15th | 12-15 17:00
        before the 1st | 12-01 09:00
        by the 1st of December | 12-01 17:00
        by December 1st | 12-01 17:00
        by Dec 1 | 12-01 17:00
        by 1 December | 12-01 17:00
        by 1 Dec 2026 | 12-01 17:00
        by 2026-12-01 | 12-01 17:00
        by 01/12/2026 | 12-01 17:00
        by 1/12 | 12-01 17:00
        by 01.12. | 12-01 17:00
        by 1.12.2026 at 14:00 | 12-01 14:00
        by Christmas | 12-25 17:00
        before Christmas | 12-24 17:00
        by New Year | 01-01 17:00
        by Christmas Eve | 12-24 17:00
        before Easter | 03-27 17:00
        within two hours | 11-24 12:30
        within the hour | 11-24 11:30
        within the next hour | 11-24 11:30
        within an hour | 11-24 11:30
        within 48h | 11-26 10:30
        within 48 hours | 11-26 10:30
        within the next 24 hrs | 11-25 10:30
        in two hours | 11-24 12:30
        in the next half hour | 11-24 11:00
        in half an hour | 11-24 11:00
        within an hour and a half | 11-24 12:00
        in the next 40 minutes | 11-24 11:10
        in the next forty minutes | 11-24 11:10
        in the next ninety minutes | 11-24 12:00
        within 45 mins | 11-24 11:15
        within the next couple of hours | 11-24 12:30
        in a few hours | 11-24 13:30
        in three quarters of an hour | 11-24 11:15
        in 1.5 hours | 11-24 12:00
        two hours from now | 11-24 12:30
        within two working days | 11-26 10:30
        within 3 business days | 11-27 10:30
        within two days | 11-26 10:30
        in two days' time | 11-26 10:30
        within a week | 12-01 10:30
        in a week's time | 12-01 10:30
        within a fortnight | 12-08 10:30
        by the day after tomorrow | 11-26 17:00
        no later than Friday noon | 11-27 12:00
        not later than 4 pm today | 11-24 16:00
        today by 5 | 11-24 17:00
        today before 5 pm | 11-24 17:00
        this afternoon by 4 | 11-24 16:00
        before 4 this afternoon | 11-24 16:00
        tomorrow at the latest | 11-25 17:00
        until Friday | 11-27 17:00
        by the morning | 11-25 09:00
        by morning | 11-25 09:00
        by 9 tomorrow morning | 11-25 09:00
        by 7 in the evening | 11-24 19:00
        by 8 tonight | 11-24 20:00
        """,
    ),
    "de": (
        "Bitte bringen Sie das {} in Ordnung.",
        """
        bis 18 Uhr | 11-24 18:00
        bis 18:40 | 11-24 18:40
        bis 18.40 Uhr | 11-24 18:40
        bis 18h | 11-24 18:00
        bis sechs | 11-24 18:00
        bis sechs Uhr | 11-24 18:00
        bis um sechs | 11-24 18:00
        bis halb sieben | 11-24 18:30
        bis halb sieben heute Abend | 11-24 18:30
        bis Viertel vor vier | 11-24 15:45
        bis viertel nach zwei | 11-24 14:15
        bis dreiviertel vier | 11-24 15:45
        bis zehn vor vier | 11-24 15:50
        bis fünf nach halb drei | 11-24 14:35
        bis kurz vor vier | 11-24 16:00
        bis heute Mittag | 11-24 12:00
        bis zum Mittag | 11-24 12:00
        vor der Mittagspause | 11-24 12:00
        bis Mitternacht | 11-25 00:00
        bis Feierabend | 11-24 17:00
        bis Dienstschluss | 11-24 17:00
        bis Geschäftsschluss | 11-24 17:00
        bis Büroschluss | 11-24 17:00
        bis Ladenschluss | 11-24 17:00
        bis Ende des Tages | 11-24 17:00
        bis EOD | 11-24 17:00
        bis heute Nachmittag | 11-24 13:00
        bis heute Abend | 11-24 20:00
        noch heute | 11-24 17:00
        heute noch | 11-24 17:00
        bis morgen | 11-25 17:00
        bis morgen früh | 11-25 09:00
        bis morgen Vormittag | 11-25 09:00
        bis morgen Mittag | 11-25 12:00
        bis morgen Abend | 11-25 18:00
        bis morgen 15 Uhr | 11-25 15:00
        bis morgen um 15 Uhr | 11-25 15:00
        bis spätestens morgen 10 Uhr | 11-25 10:00
        spätestens morgen | 11-25 17:00
        morgen früh | 11-25 09:00
        gleich morgen früh | 11-25 09:00
        bis übermorgen | 11-26 17:00
        bis Donnerstag | 11-26 17:00
        bis Donnerstagmittag | 11-26 12:00
        bis Donnerstagabend | 11-26 18:00
        bis Donnerstag früh | 11-26 09:00
        bis Donnerstag, 10 Uhr | 11-26 10:00
        bis Donnerstag um zehn | 11-26 10:00
        bis kommenden Freitag | 11-27 17:00
        bis diesen Freitag | 11-27 17:00
        bis Freitag nächster Woche | 12-04 17:00
        bis nächsten Montag | 11-30 17:00
        vor Montag | 11-30 09:00
        bis zum Wochenende | 11-27 17:00
        vor dem Wochenende | 11-27 17:00
        bis Ende der Woche | 11-27 17:00
        bis Ende nächster Woche | 12-04 17:00
        noch diese Woche | 11-27 17:00
        bis Anfang nächster Woche | 11-30 17:00
        bis Monatsende | 11-30 17:00
        bis Ende des Monats | 11-30 17:00
        bis Ende November | 11-30 17:00
        bis Ende Dezember | 12-31 17:00
        bis Ultimo | 11-30 17:00
        bis Quartalsende | 12-31 17:00
        bis Jahresende | 12-31 17:00
        bis Ende des Jahres | 12-31 17:00
        noch dieses Jahr | 12-31 17:00
        bis Mitte Dezember | 12-15 17:00
        bis zum 27. | 11-27 17:00
        bis zum 15. | 12-15 17:00
        vor dem 1. | 12-01 09:00
        bis zum 1. Dezember | 12-01 17:00
        bis 1. Dezember 2026 | 12-01 17:00
        bis 01.12. | 12-01 17:00
        bis zum 1.12.2026 | 12-01 17:00
        bis 1.12.26, 14 Uhr | 12-01 14:00
        bis Donnerstag, den 26.11., 16 Uhr | 11-26 16:00
        bis Weihnachten | 12-25 17:00
        vor Weihnachten | 12-24 17:00
        bis Heiligabend | 12-24 17:00
        bis Silvester | 12-31 17:00
        vor Ostern | 03-27 17:00
        bis Nikolaus | 12-06 17:00
        innerhalb von zwei Stunden | 11-24 12:30
        innerhalb der nächsten Stunde | 11-24 11:30
        in der nächsten halben Stunde | 11-24 11:00
        in einer halben Stunde | 11-24 11:00
        in einer Dreiviertelstunde | 11-24 11:15
        in einer Viertelstunde | 11-24 10:45
        in anderthalb Stunden | 11-24 12:00
        in zweieinhalb Stunden | 11-24 13:00
        binnen 48 Stunden | 11-26 10:30
        innerhalb von 24h | 11-25 10:30
        in den nächsten 40 Minuten | 11-24 11:10
        in den nächsten vierzig Minuten | 11-24 11:10
        in 1,5 Stunden | 11-24 12:00
        innerhalb von zwei Werktagen | 11-26 10:30
        binnen drei Arbeitstagen | 11-27 10:30
        innerhalb von zwei Tagen | 11-26 10:30
        innerhalb einer Woche | 12-01 10:30
        innerhalb von 14 Tagen | 12-08 10:30
        in den nächsten paar Stunden | 11-24 13:30
        heute bis 17 Uhr | 11-24 17:00
        heute vor 17 Uhr | 11-24 17:00
        bis heute um 17 Uhr | 11-24 17:00
        bis spätestens Freitag 12 Uhr | 11-27 12:00
        Freitag spätestens | 11-27 17:00
        bis abends um acht | 11-24 20:00
        bis neun Uhr morgen früh | 11-25 09:00
        """,
    ),
    "fr": (
        "Merci de régler ça {}.",
        """
        avant 18h | 11-24 18:00
        avant 18 h 30 | 11-24 18:30
        avant 18h30 | 11-24 18:30
        avant 18:40 | 11-24 18:40
        avant 18 heures | 11-24 18:00
        avant six heures et demie | 11-24 18:30
        avant quatre heures moins le quart | 11-24 15:45
        avant deux heures et quart | 11-24 14:15
        avant trois heures dix | 11-24 15:10
        avant quatre heures moins dix | 11-24 15:50
        avant cinq heures | 11-24 17:00
        avant midi | 11-24 12:00
        avant midi et demi | 11-24 12:30
        avant minuit | 11-25 00:00
        avant la fin de la journée | 11-24 17:00
        d'ici la fin de journée | 11-24 17:00
        en fin de journée | 11-24 17:00
        avant la fermeture | 11-24 17:00
        d'ici cet après-midi | 11-24 13:00
        avant ce soir | 11-24 20:00
        d'ici ce soir | 11-24 20:00
        dans la journée | 11-24 17:00
        aujourd'hui | 11-24 17:00
        pour demain | 11-25 17:00
        d'ici demain | 11-25 17:00
        d'ici demain matin | 11-25 09:00
        avant demain matin | 11-25 09:00
        avant demain midi | 11-25 12:00
        avant demain 15h | 11-25 15:00
        demain avant 15h | 11-25 15:00
        demain matin à la première heure | 11-25 09:00
        avant demain | 11-25 00:00
        d'ici après-demain | 11-26 17:00
        d'ici jeudi | 11-26 17:00
        avant jeudi | 11-26 09:00
        jeudi au plus tard | 11-26 17:00
        au plus tard jeudi à 10h | 11-26 10:00
        avant jeudi 10 heures | 11-26 10:00
        d'ici jeudi midi | 11-26 12:00
        d'ici jeudi soir | 11-26 18:00
        d'ici vendredi prochain | 11-27 17:00
        d'ici vendredi de la semaine prochaine | 12-04 17:00
        avant lundi | 11-30 09:00
        avant le week-end | 11-27 17:00
        avant la fin de la semaine | 11-27 17:00
        d'ici la fin de la semaine | 11-27 17:00
        d'ici la fin de la semaine prochaine | 12-04 17:00
        avant la semaine prochaine | 11-30 09:00
        d'ici la fin du mois | 11-30 17:00
        avant fin novembre | 11-30 17:00
        d'ici fin décembre | 12-31 17:00
        d'ici la fin du trimestre | 12-31 17:00
        avant la fin de l'année | 12-31 17:00
        d'ici fin d'année | 12-31 17:00
        d'ici mi-décembre | 12-15 17:00
        avant le 27 | 11-27 09:00
        d'ici le 15 | 12-15 17:00
        pour le 1er décembre | 12-01 17:00
        avant le 1er décembre | 12-01 09:00
        avant le 1/12 | 12-01 09:00
        avant le 01/12/2026 | 12-01 09:00
        avant le jeudi 26 novembre à 16h | 11-26 16:00
        avant Noël | 12-24 17:00
        d'ici Noël | 12-25 17:00
        avant le Nouvel An | 12-31 17:00
        avant Pâques | 03-27 17:00
        dans les deux heures | 11-24 12:30
        d'ici deux heures | 11-24 12:30
        d'ici une heure | 11-24 11:30
        sous 48h | 11-26 10:30
        sous 48 heures | 11-26 10:30
        dans l'heure | 11-24 11:30
        dans l'heure qui vient | 11-24 11:30
        dans une demi-heure | 11-24 11:00
        dans la demi-heure | 11-24 11:00
        dans une heure et demie | 11-24 12:00
        dans trois quarts d'heure | 11-24 11:15
        dans un quart d'heure | 11-24 10:45
        dans les quarante prochaines minutes | 11-24 11:10
        dans les 40 minutes | 11-24 11:10
        dans 1h30 | 11-24 12:00
        sous deux jours ouvrés | 11-26 10:30
        dans les deux jours | 11-26 10:30
        d'ici deux jours | 11-26 10:30
        sous huitaine | 12-01 10:30
        d'ici une semaine | 12-01 10:30
        aujourd'hui avant 17h | 11-24 17:00
        cet après-midi avant 16h | 11-24 16:00
        avant 20h ce soir | 11-24 20:00
        jusqu'à vendredi | 11-27 17:00
        """,
    ),
    "es": (
        "Por favor, arréglenlo {}.",
        """
        antes de las 18:00 | 11-24 18:00
        antes de las 18h | 11-24 18:00
        antes de las 18.40 | 11-24 18:40
        antes de las 6 | 11-24 18:00
        antes de las seis | 11-24 18:00
        antes de las seis y media | 11-24 18:30
        antes de las cuatro menos cuarto | 11-24 15:45
        antes de las dos y cuarto | 11-24 14:15
        antes de las tres y diez | 11-24 15:10
        antes de las cuatro menos diez | 11-24 15:50
        antes de las 6 de la tarde | 11-24 18:00
        antes de las 8 de la noche | 11-24 20:00
        antes de la una | 11-24 13:00
        antes del mediodía | 11-24 12:00
        antes de mediodía | 11-24 12:00
        antes de medianoche | 11-25 00:00
        antes de que acabe el día | 11-24 17:00
        antes de que termine la jornada | 11-24 17:00
        al final del día | 11-24 17:00
        antes del cierre | 11-24 17:00
        esta misma tarde | 11-24 17:00
        antes de esta noche | 11-24 20:00
        hoy mismo | 11-24 17:00
        para mañana | 11-25 17:00
        antes de mañana por la mañana | 11-25 09:00
        antes de mañana a las 15h | 11-25 15:00
        antes de mañana | 11-25 00:00
        antes de mañana a mediodía | 11-25 12:00
        a más tardar mañana | 11-25 17:00
        mañana como muy tarde | 11-25 17:00
        para pasado mañana | 11-26 17:00
        antes del jueves | 11-26 09:00
        para el jueves | 11-26 17:00
        para el jueves a las 10 | 11-26 10:00
        el jueves a más tardar | 11-26 17:00
        antes del jueves por la tarde | 11-26 13:00
        antes del jueves a mediodía | 11-26 12:00
        para este viernes | 11-27 17:00
        para el viernes que viene | 11-27 17:00
        para el próximo lunes | 11-30 17:00
        antes del lunes | 11-30 09:00
        antes del fin de semana | 11-27 17:00
        antes de que acabe la semana | 11-27 17:00
        antes de la semana que viene | 11-30 09:00
        antes de fin de mes | 11-30 17:00
        antes de que termine el mes | 11-30 17:00
        antes de finales de noviembre | 11-30 17:00
        para finales de diciembre | 12-31 17:00
        antes de fin de año | 12-31 17:00
        antes de que acabe el año | 12-31 17:00
        antes del cierre del trimestre | 12-31 17:00
        para mediados de diciembre | 12-15 17:00
        antes del 27 | 11-27 09:00
        para el 15 | 12-15 17:00
        antes del 1 de diciembre | 12-01 09:00
        antes del 1/12 | 12-01 09:00
        antes del 01/12/2026 | 12-01 09:00
        antes del jueves 26 de noviembre a las 16:00 | 11-26 16:00
        antes de Navidad | 12-24 17:00
        antes de Reyes | 01-05 17:00
        antes de Semana Santa | 03-21 17:00
        en dos horas | 11-24 12:30
        en las próximas dos horas | 11-24 12:30
        en la próxima hora | 11-24 11:30
        en menos de una hora | 11-24 11:30
        dentro de dos horas | 11-24 12:30
        en media hora | 11-24 11:00
        en hora y media | 11-24 12:00
        en una hora y media | 11-24 12:00
        en tres cuartos de hora | 11-24 11:15
        en un cuarto de hora | 11-24 10:45
        en los próximos cuarenta minutos | 11-24 11:10
        en 48 horas | 11-26 10:30
        en un plazo de 24 horas | 11-25 10:30
        en dos días hábiles | 11-26 10:30
        en dos días | 11-26 10:30
        en el plazo de una semana | 12-01 10:30
        en una semana | 12-01 10:30
        en quince días | 12-09 10:30
        hoy antes de las 17:00 | 11-24 17:00
        esta tarde antes de las cuatro | 11-24 16:00
        hasta el viernes | 11-27 17:00
        """,
    ),
    "it": (
        "Per favore sistematelo {}.",
        """
        entro le 18 | 11-24 18:00
        entro le 18:00 | 11-24 18:00
        entro le 18.40 | 11-24 18:40
        entro le ore 18 | 11-24 18:00
        entro le 6 | 11-24 18:00
        entro le sei | 11-24 18:00
        entro le sei e mezza | 11-24 18:30
        entro le sei e mezzo | 11-24 18:30
        entro le quattro meno un quarto | 11-24 15:45
        entro le due e un quarto | 11-24 14:15
        entro le tre e dieci | 11-24 15:10
        entro le quattro meno dieci | 11-24 15:50
        prima delle 18 | 11-24 18:00
        prima delle sei di sera | 11-24 18:00
        entro l'una | 11-24 13:00
        entro mezzogiorno | 11-24 12:00
        prima di mezzogiorno | 11-24 12:00
        prima di pranzo | 11-24 12:00
        entro mezzanotte | 11-25 00:00
        entro fine giornata | 11-24 17:00
        entro la fine della giornata | 11-24 17:00
        entro la chiusura | 11-24 17:00
        in giornata | 11-24 17:00
        entro oggi | 11-24 17:00
        oggi stesso | 11-24 17:00
        entro oggi pomeriggio | 11-24 13:00
        entro stasera | 11-24 20:00
        prima di stasera | 11-24 20:00
        entro domani | 11-25 17:00
        per domani | 11-25 17:00
        entro domani mattina | 11-25 09:00
        entro domattina | 11-25 09:00
        domani mattina presto | 11-25 09:00
        entro domani a mezzogiorno | 11-25 12:00
        entro domani alle 15 | 11-25 15:00
        entro le 15 di domani | 11-25 15:00
        prima di domani | 11-25 00:00
        al massimo domani | 11-25 17:00
        domani al più tardi | 11-25 17:00
        entro dopodomani | 11-26 17:00
        entro giovedì | 11-26 17:00
        entro giovedì mattina | 11-26 09:00
        entro giovedì alle 10 | 11-26 10:00
        entro giovedì sera | 11-26 18:00
        per giovedì | 11-26 17:00
        giovedì al massimo | 11-26 17:00
        entro questo venerdì | 11-27 17:00
        entro venerdì prossimo | 11-27 17:00
        entro venerdì della prossima settimana | 12-04 17:00
        prima di lunedì | 11-30 09:00
        prima del weekend | 11-27 17:00
        prima del fine settimana | 11-27 17:00
        entro la settimana | 11-27 17:00
        entro fine settimana | 11-27 17:00
        entro la fine della settimana | 11-27 17:00
        entro la fine della prossima settimana | 12-04 17:00
        entro fine mese | 11-30 17:00
        entro la fine del mese | 11-30 17:00
        entro fine novembre | 11-30 17:00
        entro fine dicembre | 12-31 17:00
        entro fine anno | 12-31 17:00
        entro la fine dell'anno | 12-31 17:00
        entro la fine del trimestre | 12-31 17:00
        entro metà dicembre | 12-15 17:00
        entro il 27 | 11-27 17:00
        entro il 15 | 12-15 17:00
        prima del 15 | 12-15 09:00
        entro il 1° dicembre | 12-01 17:00
        entro il primo dicembre | 12-01 17:00
        entro il 1 dicembre | 12-01 17:00
        entro l'8 dicembre | 12-08 17:00
        entro l'1/12 | 12-01 17:00
        entro il 01/12/2026 | 12-01 17:00
        entro giovedì 26 novembre alle 16 | 11-26 16:00
        entro Natale | 12-25 17:00
        prima di Natale | 12-24 17:00
        prima di Capodanno | 12-31 17:00
        prima di Pasqua | 03-27 17:00
        entro due ore | 11-24 12:30
        nelle prossime due ore | 11-24 12:30
        entro un'ora | 11-24 11:30
        entro la prossima ora | 11-24 11:30
        tra mezz'ora | 11-24 11:00
        entro mezz'ora | 11-24 11:00
        entro un'ora e mezza | 11-24 12:00
        entro tre quarti d'ora | 11-24 11:15
        entro un quarto d'ora | 11-24 10:45
        nei prossimi quaranta minuti | 11-24 11:10
        entro 48 ore | 11-26 10:30
        entro 24h | 11-25 10:30
        entro due giorni lavorativi | 11-26 10:30
        entro due giorni | 11-26 10:30
        entro una settimana | 12-01 10:30
        entro quindici giorni | 12-09 10:30
        oggi entro le 17 | 11-24 17:00
        oggi pomeriggio entro le quattro | 11-24 16:00
        fino a venerdì | 11-27 17:00
        """,
    ),
}
