"""Places of the United Kingdom that organisations are named after, pure: nations, counties, districts, larger towns,
boroughs, rivers that name areas, their usual short and Welsh forms. Facts, typed by hand and not complete: a name may
hold a place that is not here, and then its rare word decides."""

COMPASS = frozenset(
    """north south east west northern southern eastern western central mid greater inner outer upper lower northeast
    northwest southeast southwest""".split()
)
_REGIONAL = COMPASS - {"central", "mid", "greater", "inner", "outer", "upper", "lower"}
COMPASS_SHORT = {"n": "north", "s": "south", "e": "east", "w": "west"}
COMPASS_SHORT |= {"ne": "north east", "nw": "north west", "se": "south east", "sw": "south west"}
TAILS = frozenset("upon under on in le by".split())  # Stoke-on-Trent, Newcastle-under-Lyme, Chester-le-Street

_NAMES = """
england scotland wales ireland britain
bedfordshire berkshire buckinghamshire cambridgeshire cheshire cleveland cornwall cumbria derbyshire devon dorset durham
essex gloucestershire hampshire herefordshire hertfordshire humberside huntingdonshire kent lancashire leicestershire
lincolnshire merseyside middlesex norfolk northamptonshire northumberland northumbria nottinghamshire oxfordshire
rutland
shropshire somerset staffordshire suffolk surrey sussex teesside tyneside wearside warwickshire wiltshire worcestershire
yorkshire westmorland cumberland avon humber mersey tyne wear tees thames solent severn trent wirral sefton halton
knowsley tameside trafford calderdale kirklees sandwell dudley walsall solihull wolverhampton coventry birmingham
manchester salford bolton bury oldham rochdale stockport wigan liverpool leeds bradford wakefield sheffield barnsley
doncaster rotherham newcastle gateshead sunderland middlesbrough hartlepool redcar stockton darlington hull york
harrogate scarborough selby ryedale hambleton richmondshire craven skipton northallerton whitby bridlington beverley
grimsby scunthorpe lincoln boston grantham stamford gainsborough skegness spalding sleaford nottingham mansfield newark
ashfield bassetlaw broxtowe gedling rushcliffe worksop derby chesterfield buxton amber erewash ilkeston bolsover
leicester loughborough hinckley bosworth charnwood melton harborough oadby wigston blaby coalville northampton
kettering corby wellingborough daventry peterborough cambridge huntingdon ely fenland wisbech norwich ipswich yarmouth
lowestoft waveney thetford breckland broadland braintree chelmsford colchester southend basildon thurrock harlow
brentwood castle tendring clacton maldon rochford uttlesford luton bedford dunstable watford stevenage hertford
broxbourne dacorum hemel hertsmere welwyn hatfield letchworth hitchin aylesbury wycombe slough reading bracknell
wokingham windsor maidenhead newbury oxford banbury cherwell bicester abingdon swindon salisbury trowbridge chippenham
gloucester cheltenham stroud cirencester tewkesbury bristol bath taunton bridgwater sedgemoor yeovil mendip exeter
plymouth torbay torquay paignton barnstaple teignbridge torridge truro penzance falmouth redruth camborne bournemouth
poole christchurch weymouth portland dorchester southampton portsmouth winchester basingstoke andover eastleigh fareham
gosport havant rushmoor aldershot farnborough guildford woking epsom reigate banstead redhill elmbridge runnymede
spelthorne staines waverley tandridge crawley horsham chichester worthing arun adur brighton hove eastbourne hastings
lewes wealden rother bexhill maidstone medway gillingham chatham rochester gravesend gravesham dartford sevenoaks
tonbridge malling tunbridge ashford canterbury dover folkestone shepway thanet margate ramsgate swale sittingbourne
faversham london barnet barking dagenham bexley brent bromley camden croydon ealing enfield greenwich hackney
hammersmith fulham haringey harrow havering hillingdon hounslow islington kensington chelsea kingston lambeth lewisham
merton newham redbridge richmond southwark sutton hamlets waltham wandsworth westminster brixton peckham tottenham
stratford wimbledon walthamstow romford ilford uxbridge twickenham edgware finchley hendon wembley acton southall
chester warrington runcorn widnes crewe nantwich macclesfield congleton ellesmere blackpool blackburn darwen burnley
pendle rossendale hyndburn accrington chorley preston lancaster morecambe fylde wyre ribble leyland ormskirk
skelmersdale
carlisle barrow furness kendal allerdale workington whitehaven copeland eden penrith stoke stafford tamworth lichfield
cannock burton uttoxeter moorlands leek telford wrekin shrewsbury bridgnorth oswestry hereford worcester redditch
bromsgrove kidderminster malvern evesham wychavon wyre rugby nuneaton bedworth leamington kenilworth warwick
birkenhead bootle southport huyton ashton altrincham oldbury smethwick bromwich stourbridge halesowen
halifax huddersfield dewsbury batley keighley bingley shipley pontefract castleford hexham morpeth blyth ashington
wansbeck alnwick berwick consett easington sedgefield peterlee jarrow
cardiff swansea newport wrexham flintshire denbighshire conwy gwynedd anglesey ceredigion powys pembrokeshire
carmarthenshire glamorgan bridgend rhondda cynon taf merthyr tydfil caerphilly gwent torfaen monmouthshire cwmbran barry
pontypridd aberdare llanelli haverfordwest aberystwyth bangor caernarfon rhyl colwyn llandudno neath menai dyfed clwyd
edinburgh glasgow aberdeen aberdeenshire dundee inverness perth kinross stirling falkirk fife angus moray highland
highlands orkney shetland hebrides argyll bute lothian lanarkshire renfrewshire dunbartonshire ayrshire dumfries
galloway clackmannanshire inverclyde midlothian grampian tayside strathclyde clyde paisley kilmarnock ayr motherwell
hamilton greenock dunfermline kirkcaldy livingston borders
belfast derry londonderry antrim armagh down fermanagh tyrone lisburn newry craigavon ballymena coleraine omagh
jersey guernsey midlands anglia wessex pennine pennines chilterns cotswold cotswolds weald dales peak fens mercia lakes
"""
_PHRASES = """
northern ireland,isle of wight,isle of man,isles of scilly,home counties,black country,black isle,
west midlands,east midlands,east anglia,peak district,lake district,forest of dean,new forest,
vale of glamorgan,vale of white horse,milton keynes,st albans,saint albans,st helens,saint helens,
king s lynn,kings lynn,great yarmouth,bury st edmunds,bury saint edmunds,high peak,tower hamlets,
waltham forest,port talbot,ebbw vale,blaenau gwent,ynys mon,castle point,three rivers,tunbridge wells,
welwyn hatfield,hemel hempstead,high wycombe,st austell,saint austell,st ives,saint ives,market harborough,
melton mowbray,burton upon trent,stratford upon avon,bishop auckland,leamington spa,na h eileanan siar,
western isles,scottish borders,south bank,east end,colwyn bay,tees valley,thames valley,thames gateway,
forest heath,cannock chase,staffordshire moorlands,royal leamington spa,newton abbot,newton aycliffe
"""

NAMES = frozenset(_NAMES.split()) - {"castle", "amber", "eden", "peak", "down", "lakes"}
PHRASES = frozenset(tuple(p.split()) for p in _PHRASES.replace("\n", "").split(","))
LONGEST = max(map(len, PHRASES))

# Other ways to write one place.
ALIASES = {
    "kingston upon hull": "hull",
    "southend on sea": "southend",
    "stoke on trent": "stoke",
    "stockton on tees": "stockton",
    "richmond upon thames": "richmond",
    "kingston upon thames": "kingston",
    "berwick upon tweed": "berwick",
    "burton on trent": "burton",
    "burton upon trent": "burton",
    "barrow in furness": "barrow",
    "stratford upon avon": "stratford avon",
    "newport gwent": "newport",
    "ynys mon": "anglesey",
    "isle of anglesey": "anglesey",
    "county durham": "durham",
    "highlands": "highland",
    "bham": "birmingham",
    "whampton": "wolverhampton",
    "mcr": "manchester",
    "lpool": "liverpool",
    "northeast": "north east",
    "northwest": "north west",
    "southeast": "south east",
    "southwest": "south west",
    "derry": "londonderry",
    "western isles": "hebrides",
    "na h eileanan siar": "hebrides",
    "cotswolds": "cotswold",
    "taff": "taf",
    "iow": "isle of wight",
}
_WELSH = """abertawe=swansea
caerdydd=cardiff
casnewydd=newport
wrecsam=wrexham
sir benfro=pembrokeshire
sir penfro=pembrokeshire
sir gar=carmarthenshire
sir gaerfyrddin=carmarthenshire
sir ddinbych=denbighshire
sir fflint=flintshire
sir y fflint=flintshire
sir fynwy=monmouthshire
mynwy=monmouthshire
bro morgannwg=vale of glamorgan
morgannwg=glamorgan
pen y bont ar ogwr=bridgend
pen y bont=bridgend
castell nedd=neath
tor faen=torfaen
caerffili=caerphilly
merthyr tudful=merthyr tydfil
ynys mon=anglesey"""
_SHORT = """yorks=yorkshire
lancs=lancashire
notts=nottinghamshire
leics=leicestershire
lincs=lincolnshire
cambs=cambridgeshire
herts=hertfordshire
beds=bedfordshire
bucks=buckinghamshire
northants=northamptonshire
staffs=staffordshire
worcs=worcestershire
wilts=wiltshire
hants=hampshire
oxon=oxfordshire
glos=gloucestershire
gloucs=gloucestershire
berks=berkshire
derbys=derbyshire
salop=shropshire
warks=warwickshire
northumb=northumberland
ni=northern ireland
soton=southampton"""
ALIASES |= dict(line.split("=") for line in (_WELSH + "\n" + _SHORT).splitlines())
_OTHERS = {tuple(alias.split()): alias for alias in ALIASES}
_STARTS = {phrase[0] for phrase in PHRASES | _OTHERS.keys()}


def place_at(words: tuple[str, ...], start: int) -> tuple[str, int]:
    """The place that begins at a word, and how many words it takes: ("north east lincolnshire", 3). ("", 0) for none.
    A compass word belongs to the place behind it; alone it is one at the end of a name only."""
    if words[start] in COMPASS_SHORT and (start == 0 or words[start - 1] not in NAMES):  # N Yorks, NE Lincs
        known, taken = _known_at(words, start + 1)
        return (f"{COMPASS_SHORT[words[start]]} {known}", taken + 1) if taken else ("", 0)
    lead = start
    while lead < len(words) and words[lead] in COMPASS:
        lead += 1
    if len(words) == lead > start and words[start] in _REGIONAL and (start > 0 or lead > 1):
        return " ".join(words[start:lead]), lead - start  # Groundwork North East
    known, taken = _known_at(words, start) if lead > start else ("", 0)  # West Midlands, Northern Ireland
    if taken > lead - start:
        return known, taken
    known, taken = _known_at(words, lead)
    if not taken:
        return "", 0
    return " ".join([*words[start:lead], known]), lead - start + taken


def _known_at(words, start):
    if start >= len(words):
        return "", 0
    first = words[start]
    if first in _STARTS:
        for size in range(min(5, len(words) - start), 0, -1):
            phrase = words[start : start + size]
            if phrase in _OTHERS:
                return ALIASES[_OTHERS[phrase]], size
            if phrase in PHRASES:
                return " ".join(phrase), size
    if first in NAMES:
        if words[start + 1 : start + 2] and words[start + 1] in TAILS - {"in", "by"} and start + 2 < len(words):
            return " ".join(words[start : start + 3]), 3
        return first, 1
    return "", 0


def base_of(place: str) -> str:
    """A place without its compass words: "north east lincolnshire" -> "lincolnshire"."""
    kept = [word for word in place.split() if word not in COMPASS]
    return " ".join(kept) or place
