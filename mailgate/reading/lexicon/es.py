# ruff: noqa: E501 (word lists stay whole)
"""Spanish, without accents (the text is folded)."""

from mailgate.reading.lexicon.shape import Lexicon

_NO_PUEDO = r"no (?:puedo|podemos|puede|pueden|logro|consigo|logramos|conseguimos|pude|me deja|nos deja|me permite|funciona)"

ES = Lexicon(
    language="es",
    common=frozenset(
        ["el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "no", "es", "por", "con", "para", "mi", "su", "me", "se", "lo", "gracias", "hola", "buenos", "dias", "tengo", "puedo", "nos", "nuestro", "esta", "este", "como", "cuando", "pero", "muy", "todo", "favor", "del", "al", "estoy", "ya", "si", "mas", "les", "le", "sus", "mis", "saludos", "funciona", "ha", "he", "cuenta", "factura", "pedido", "contrasena"]
    ),
    negation=("no", "nunca", "jamas", "sin", "ningun", "ninguna", "nada", "ni", "tampoco", "ya no"),
    concepts={
        "cannot": (_NO_PUEDO, "imposible", "incapaz de", "no hay manera", "rechaza\\w*", "no es posible"),
        "broken": ("no (?:me |nos |se )?(?:funciona|carga|abre|responde|muestra|procesa|sincroniza|arranca|va|guarda|imprime)n?", "(?:queda|quedo|se queda|sale) (?:en )?(?:blanco|blanca|vacia|colgad[ao])", "roto\\w*", "averiad\\w*", "deja de funcionar", "dejo de funcionar", "bloquead[ao]", "se cuelga", "fall(?:a|an|o|ando)", "defectuos\\w*", "no se (?:estan )?procesa\\w*"),
        "error": ("error\\w*", "problemas?", "fallos?", "incidencias?", "excepcion\\w*", "fallid\\w*"),
        "login": ("iniciar sesion", "inicio de sesion", "entrar", "acceder", "loguear\\w*", "login", "ingresar", "conectarme", "autentic\\w*"),
        "password": ("contrasena\\w*", "clave\\w*", "password", "restablec\\w*", "pin"),
        "mfa": ("dos factores", "2fa", "codigo de (?:verificacion|seguridad)", "doble factor"),
        "account": ("cuentas?", "perfil", "usuario", "area de cliente"),
        "access": ("acced\\w*", "acceso", "entrar", "abrir", "permisos?"),
        "locked": ("bloquead\\w*", "suspendid\\w*", "desactivad\\w*", "caducad\\w*", "expirad\\w*"),
        "invoice": ("factura\\w*", "recibo\\w*", "iva", "comprobante", "facturacion"),
        "charged": ("cobr\\w*", "cargo\\w*", "cargaron", "debit\\w*", "facturado"),
        "payment": ("pagos?", "pagar", "pagad\\w*", "tarjeta\\w*", "transferencia\\w*", "transaccion\\w*", "paypal"),
        "amount": ("dos veces", "doble", "duplicad\\w*", "de mas", "importe (?:incorrecto|equivocado)", "2 veces"),
        "refund": ("reembols\\w*", "devoluc\\w* (?:de(?:l)? (?:dinero|importe|pago))", "devol\\w* (?:el|mi) dinero", "reintegro", "devuelvan"),
        "cancel": ("cancel\\w*", "dar(?:me|nos)? de baja", "anul\\w*", "baja", "rescindir", "terminar el contrato"),
        "subscription": ("suscripcion\\w*", "contrato\\w*", "plan", "licencia\\w*", "renov\\w*", "membresia", "prueba gratuita"),
        "outage": ("caid[ao]s?", "fuera de servicio", "inaccesible\\w*", "no disponible", "sin servicio", "se cayo", "parad[ao]"),
        "slow": ("lent[ao]s?", "lentitud", "tarda mucho", "demora\\w*"),
        "screen": ("paginas?", "pantallas?", "boton\\w*", "aplicacion", "app", "sitio", "navegador", "formulario", "panel", "web"),
        "update": ("actualiz\\w*", "nueva version", "version", "migracion"),
        "data": ("export\\w*", "import(?:ar|acion)\\w*", "csv", "descarg\\w*", "archivos?", "informes?", "datos", "copia de seguridad", "ficheros?", "adjunto\\w*"),
        "connect": ("api", "webhooks?", "integracion\\w*", "sincroniz\\w*", "conexion", "servidor\\w*"),
        "howto": ("como \\w+(?:ar|er|ir)", "como (?:puedo|se|hago|podemos|cambio|puede)", "donde (?:puedo|esta|encuentro)", "es posible", "hay alguna (?:forma|manera)", "pregunta", "duda", "podrian explicar\\w*", "cual es", "se puede", "tutorial"),
        "feature": ("seria (?:bueno|util|genial|ideal)", "sugerencia\\w*", "sugier\\w*", "anadir una funcion\\w*", "modo oscuro", "mejora", "agregar la opcion"),
        "delivery": ("entreg\\w*", "envio\\w*", "enviad\\w*", "paquete\\w*", "seguimiento", "no ha llegado", "llegad\\w*", "transportista"),
        "order": ("pedidos?", "compra\\w*", "articulos?", "comprad\\w*", "encargo"),
        "legal": ("abogad\\w*", "demand(?:a|ar|are|aremos|arles|arlos)", "acciones legales", "tribunal\\w*", "juicio", "denunci\\w*", "via judicial", "juridic\\w*", "legales"),
        "privacy": ("rgpd", "gdpr", "proteccion de datos", "datos personales", "(?:borrar|eliminar|borren|eliminen|supriman)(?: \\w+)? (?:mis|los) datos", "derecho (?:al olvido|de acceso|de supresion)", "lopd"),
        "security": ("hacke\\w*", "phishing", "fraude\\w*", "fraudulent\\w*", "no autorizad\\w*", "robad\\w*", "estafa\\w*", "comprometid\\w*", "filtracion", "vulnerabilidad\\w*", "sospechos\\w*"),
        "change": ("cambi(?:ar|o|e|en)", "modific\\w*", "actualizar mi", "corregir", "nueva (?:direccion|cuenta de correo)", "mudad\\w*"),
        "details": ("direccion\\w*", "telefono", "datos de contacto", "nombre", "correo"),
        "sales": ("precio\\w*", "presupuesto", "cotizacion", "descuento\\w*", "comprar", "oferta\\w*", "cuesta", "coste\\w*", "tarifas?"),
    },
    urgency={
        "explicit": ("urgen(?:te|tes|cia|temente)", "lo antes posible", "cuanto antes", "inmediat\\w*", "de inmediato", "ahora mismo", "critic[oa]", "asap", "emergencia", "con urgencia", "prioridad (?:alta|maxima)", "lo mas (?:pronto|rapido) posible"),
        "breadth": ("(?:todos|todas|muchos|varios)(?: \\w+)? (?:\\w+ )?(?:clientes|usuarios|empleados|companeros|trabajadores|tiendas|sucursales)", "nadie (?:en|puede|de)", "ninguno de (?:nosotros|nuestros)", "nuestr[oa]s (?:clientes|usuarios|empleados|companeros|pacientes|alumnos|socios)", "tod[oa] (?:el equipo|la empresa|la oficina|el departamento|el mundo|la plantilla)"),
        "outage": ("caid[ao]s?", "fuera de servicio", "inaccesible\\w*", "se cayo", "produccion (?:esta )?(?:parada|detenida|caida)", "perdida de datos", "sin servicio", "no disponible"),
        "security": ("hacke(?:ad[oa]|aron|o)", "brecha de seguridad", "filtracion de datos", "comprometid[ao]s?", "acceso no autorizado", "fraudulent\\w*", "ransomware", "robad[oa]s?"),
        "blocked": ("no (?:puedo|podemos|pueden|puede) (?:trabajar|acceder|entrar|continuar|iniciar sesion|vender|operar)", "completamente bloquead\\w*", "estamos (?:parados|bloqueados)", "perdiendo (?:dinero|clientes|ventas)"),
        "repeated": ("(?:segunda|tercera|cuarta|quinta|2a|3a|\\d+a?) vez", "(?:segundo|tercer|cuarto|quinto) (?:correo|mensaje|mail|intento|aviso)", "otra vez", "de nuevo", "(?:sigo|seguimos) (?:sin|esperando)", "todavia (?:no|nada|sin)", "aun (?:no|sin)", "ya (?:escribi|llame|les escribi|he escrito|he llamado|contacte|reporte)", "varias veces", "varios correos", "sin respuesta", "nadie (?:me )?(?:responde|contesta)", "desde hace (?:\\w+ )?(?:dias|semanas|meses)", "hace (?:\\w+ )?(?:dias|semanas|meses) que"),
        "pressure": ("(?:presentacion|reunion|demostracion|demo|lanzamiento|entrevista|feria|auditoria|examen|plazo|conferencia|evento|vencimiento)", "(?:clientes|jefe) (?:esperando|espera|esperan)"),
        "calm": ("no (?:es|corre|hay)(?: \\w+)? (?:urgente|urgencia|prisa)", "sin (?:prisa|urgencia)", "cuando (?:pueda|puedan|tenga|tengan)(?: \\w+)?(?: tiempo| momento)?", "no es critico", "puede esperar", "tomese su tiempo"),
        "over": ("ya no (?:es|esta|hace|se) (?:urgente|bloquead\\w*|caid\\w*|falta|necesari\\w*)", "(?:ya|vuelve a|volvio a) (?:funciona|funcionar)", "(?:ya )?(?:esta|quedo|fue) (?:resuelt[oa]|solucionad[oa]|arreglad[oa])", "falsa alarma"),
    },
    angry=("inaceptable\\w*", "indignante", "indignad\\w*", "vergonzos\\w*", "verguenza", "hart[oa]s?", "ridicul\\w*", "pesim[oa]", "furios\\w*", "enfadad\\w*", "enojad\\w*", "tercera vez", "cuarta vez", "estafa\\w*", "tomadura de pelo", "nunca mas", "inutil\\w*", "incompetent\\w*", "colmo", "intolerable", "sigo esperando"),
    unhappy=("decepcion\\w*", "frustr\\w*", "molest[oa]s?", "lamentable\\w*", "insatisfech\\w*", "desafortunadamente", "mal servicio", "preocupad\\w*", "sin respuesta", "queja\\w*", "triste"),
    happy=("gracias", "perfecto", "excelente", "genial", "estupendo", "encantad\\w*", "content[oa]", "fantastico", "maravillos\\w*"),
    sensitive={
        "safety": ("suicid\\w*", "matarme", "bomba", "descarga electrica", "incendi\\w*", "se quemo", "humo", "herid[oa]s?", "explot\\w*", "fuga de gas", "lesion\\w*"),
        "legal": ("(?:mi|nuestro|un|mis|nuestros) abogad[oa]s?", "acciones (?:legales|judiciales)", "medidas legales", "demand(?:ar|are|aremos|arles|arlos)", "(?:presentar|interponer|poner) (?:una )?(?:demanda|denuncia)", "tribunal\\w*", "via (?:judicial|legal)", "oficina del consumidor", "facua", "danos y perjuicios", "burofax"),
        "privacy": ("rgpd", "gdpr", "lopd", "agencia (?:espanola )?de proteccion de datos", "(?:borr|elimin|suprim)\\w*(?: \\w+)? (?:mis|todos mis) datos", "derecho (?:al olvido|de acceso|de supresion)", "filtracion de datos", "mis datos personales"),
        "press": ("periodista\\w*", "consulta de prensa", "gabinete de prensa", "un (?:articulo|reportaje) sobre", "acudir a la prensa"),
        "executive": ("su (?:director|directora|jefe|gerente|ceo)", "soy (?:el|la) (?:ceo|director\\w*|gerente|president\\w*|dueno)", "nuestro (?:ceo|director general)", "consejo de administracion"),
    },
    thanks=("gracias", "agradec\\w*", "agradezco"),
    courteous=("a", "agradecido", "ahora", "amable", "asi", "atencion", "ayuda", "ayudarme", "bien", "buen", "buena", "buenas", "buenos", "con", "de", "dia", "dias", "el", "en", "esta", "este", "estupendo", "excelente", "fantastico", "fin", "fue", "funciona", "funcionando", "genial", "gracias", "ha", "han", "hola", "la", "las", "listo", "lo", "los", "me", "mil", "muchas", "mucho", "muchisimas", "muy", "nos", "ok", "otra", "perfectamente", "perfecto", "por", "problema", "pronta", "que", "quedado", "quedo", "rapida", "rapidez", "rapido", "resolverlo", "respuesta", "resuelto", "saludo", "saludos", "se", "semana", "si", "solucion", "solucionado", "soporte", "su", "sus", "tarde", "tardes", "todo", "todos", "un", "una", "vale", "vez", "ya", "y", "equipo", "servicio", "contento", "encantado", "arreglado", "ticket", "cerrar", "pueden", "tu", "tus", "te", "fenomenal"),
    sign_offs=("saludos\\w*", "un saludo", "saludos cordiales", "atentamente", "cordialmente", "un cordial saludo", "atte"),
    greetings=("hola", "buenos dias", "buenas(?: tardes| noches)?", "estimad\\w*", "querid\\w*"),
    spoken=("debia", "ayer", "desde", "hace", "pasad[oa]", "tenia que", "prometi\\w*"),
)
