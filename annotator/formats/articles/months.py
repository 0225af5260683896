"""Names of the months in the languages of the press, as they stand in dates."""

# One line of months a calendar, January first; names of one month are set apart by a space.
_CALENDARS = (
    # en
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec",
    # de
    "januar jänner jan|februar feb|märz mär|april apr|mai|juni jun|juli jul|august aug|"
    "september sept sep|oktober okt|november nov|dezember dez",
    # fr
    "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août|"
    "septembre sept|octobre oct|novembre nov|décembre déc",
    # es
    "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|"
    "septiembre setiembre sep|octubre oct|noviembre nov|diciembre dic",
    # it
    "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|"
    "agosto ago|settembre set|ottobre ott|novembre nov|dicembre dic",
    # pt
    "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|"
    "agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
    # nl
    "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|"
    "september sep|oktober okt|november nov|december dec",
    # sv
    "januari jan|februari feb|mars|april apr|maj|juni|juli|augusti aug|september sep|"
    "oktober okt|november nov|december dec",
    # da
    "januar jan|februar feb|marts|april apr|maj|juni|juli|august aug|september sep|"
    "oktober okt|november nov|december dec",
    # no
    "januar jan|februar feb|mars|april apr|mai|juni|juli|august aug|september sep|"
    "oktober okt|november nov|desember des",
    # pl
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|"
    "listopada|grudnia",
    # cs
    "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
    # tr
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    # ru
    "января янв|февраля фев|марта|апреля апр|мая|июня|июля|августа авг|сентября сен|"
    "октября окт|ноября ноя|декабря дек",
    # uk
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    # ar
    "يناير|فبراير|مارس|أبريل إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    # ar
    "كانون_الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين_الأول|تشرين_الثاني|كانون_الأول",
    # he
    "בינואר ינואר|בפברואר פברואר|במרץ מרץ|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|"
    "באוגוסט אוגוסט|בספטמבר ספטמבר|באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר",
    # el
    "ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|"
    "οκτωβρίου|νοεμβρίου|δεκεμβρίου",
)


def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for calendar in _CALENDARS:
        for number, names in enumerate(calendar.split("|"), 1):
            numbers |= {name.replace("_", " "): number for name in names.split()}
    return numbers


MONTH_NUMBERS = _numbers()
"""Name, lower case and without a full stop -> 1 to 12."""
