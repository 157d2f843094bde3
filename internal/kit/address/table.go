package address

// table has one line per country: code, English short name, required fields, layout,
// postcode masks (# digit, @ letter, * either, leading letters may be left out).
const table = `
AD|Andorra|S|g|AD###
AE|United Arab Emirates|C|j|
AF|Afghanistan|C|h|####
AG|Antigua and Barbuda||j|
AI|Anguilla|C|b|AI-2640,2640
AL|Albania|C|a|####
AM|Armenia|C|f|####,37####
AO|Angola|C|j|####
AQ|Antarctica|C|j|
AR|Argentina|C|f|####,@####@@@,@####
AS|American Samoa|CSZ|d|#####,#####-####
AT|Austria|CZ|a|####
AU|Australia|CSZ|d|####
AW|Aruba|C|j|
AX|Åland Islands|CZ|a|22###
AZ|Azerbaijan|C|a|AZ ####
BA|Bosnia and Herzegovina|C|a|#####
BB|Barbados|C|j|BB#####
BD|Bangladesh|C|m|####
BE|Belgium|CZ|a|####
BF|Burkina Faso|C|j|
BG|Bulgaria|C|a|####
BH|Bahrain|C|b|###,####
BI|Burundi|C|j|
BJ|Benin|C|j|
BL|Saint Barthélemy|CZ|a|9####
BM|Bermuda|C|b|@@ **
BN|Brunei|C|b|@@####
BO|Bolivia|C|j|
BQ|Bonaire, Sint Eustatius and Saba|C|j|
BR|Brazil|CSZ|l|#####-###
BS|Bahamas|C|i|
BT|Bhutan|C|b|#####
BV|Bouvet Island|C|j|
BW|Botswana|C|j|
BY|Belarus|C|f|######
BZ|Belize|C|j|
CA|Canada|CSZ|d|@#@ #@#
CC|Cocos (Keeling) Islands|C|d|6799
CD|Democratic Republic of the Congo|C|j|
CF|Central African Republic|C|j|
CG|Congo|C|j|
CH|Switzerland|CZ|a|####
CI|Côte d’Ivoire|C|j|
CK|Cook Islands|C|b|####
CL|Chile|C|f|#######
CM|Cameroon|C|j|
CN|China|CSZ|n|######
CO|Colombia|C|i|######
CR|Costa Rica|C|g|#####,####,###-####
CU|Cuba|C|f|#####
CV|Cabo Verde|C|f|####
CW|Curaçao|C|j|
CX|Christmas Island|C|d|6798
CY|Cyprus|C|a|####
CZ|Czechia|C|a|### ##
DE|Germany|CZ|a|#####
DJ|Djibouti|C|j|
DK|Denmark|CZ|a|####
DM|Dominica|C|j|
DO|Dominican Republic|C|f|#####
DZ|Algeria|C|a|#####
EC|Ecuador|C|y|######,EC######,@####@
EE|Estonia|C|a|#####
EG|Egypt|C|p|#####,#######
EH|Western Sahara|C|a|#####
ER|Eritrea|C|j|
ES|Spain|CSZ|g|#####
ET|Ethiopia|C|a|####
FI|Finland|CZ|a|#####
FJ|Fiji|C|j|
FK|Falkland Islands|CZ|h|FIQQ 1ZZ
FM|Micronesia|CSZ|d|#####,#####-####
FO|Faroe Islands|C|a|###
FR|France|CZ|a|#####
GA|Gabon|C|j|
GB|United Kingdom|CZ|e|@# #@@,@## #@@,@@# #@@,@@## #@@,@#@ #@@,@@#@ #@@,GIR 0AA,BFPO #,BFPO ##,BFPO ###,BFPO ####
GD|Grenada|C|j|
GE|Georgia|C|a|####
GF|French Guiana|CZ|a|9####
GG|Guernsey|CZ|h|GY# #@@,GY## #@@
GH|Ghana|C|j|@#-####-####,@#-###-####,@@-####-####,@@-###-####
GI|Gibraltar||b|GX11 1AA
GL|Greenland|CZ|a|39##
GM|Gambia|C|j|
GN|Guinea|C|a|###
GP|Guadeloupe|CZ|a|9####
GQ|Equatorial Guinea|C|j|
GR|Greece|CZ|a|### ##
GS|South Georgia and the South Sandwich Islands|CZ|h|SIQQ 1ZZ
GT|Guatemala|C|z|#####
GU|Guam|CSZ|d|#####,#####-####
GW|Guinea-Bissau|C|a|####
GY|Guyana|C|j|
HK|Hong Kong|S|x|
HM|Heard Island and McDonald Islands|C|d|####
HN|Honduras|CS|i|#####,@@####
HR|Croatia|C|a|#####
HT|Haiti|C|a|HT####
HU|Hungary|C|r|####
ID|Indonesia|C|k|#####
IE|Ireland|C|p|*** ****
IL|Israel|C|b|#######,#####
IM|Isle of Man|CZ|h|IM# #@@,IM## #@@
IN|India|CSZ|w|######
IO|British Indian Ocean Territory|CZ|h|BBND 1ZZ
IQ|Iraq|CS|i|#####
IR|Iran|C|s|#####-#####
IS|Iceland|C|a|###
IT|Italy|CSZ|g|#####
JE|Jersey|CZ|h|JE# #@@,JE## #@@
JM|Jamaica|CS|x|
JO|Jordan|C|b|#####
JP|Japan|CSZ|o|###-####
KE|Kenya|C|h|#####
KG|Kyrgyzstan|C|a|######
KH|Cambodia|C|b|######,#####
KI|Kiribati|C|p|
KM|Comoros|C|j|
KN|Saint Kitts and Nevis|CS|i|
KP|North Korea|C|j|
KR|South Korea|CSZ|p|#####,###-###
KW|Kuwait|C|a|#####
KY|Cayman Islands|S|k|KY#-####
KZ|Kazakhstan|C|f|######,@##@#@#
LA|Laos|C|a|#####
LB|Lebanon|C|b|#### ####,####
LC|Saint Lucia|C|j|LC## ###
LI|Liechtenstein|CZ|a|94##
LK|Sri Lanka|C|h|#####
LR|Liberia|C|a|####
LS|Lesotho|C|b|###
LT|Lithuania|C|a|#####
LU|Luxembourg|CZ|a|####
LV|Latvia|C|b|LV-####
LY|Libya|C|j|#####
MA|Morocco|C|a|#####
MC|Monaco|C|a|980##
MD|Moldova|C|a|####
ME|Montenegro|C|a|8####
MF|Saint Martin (French part)|CZ|a|9####
MG|Madagascar|C|a|###
MH|Marshall Islands|CSZ|d|#####,#####-####
MK|North Macedonia|C|a|####
ML|Mali|C|j|
MM|Myanmar|C|i|#####
MN|Mongolia|C|i|#####
MO|Macao||x|
MP|Northern Mariana Islands|CSZ|d|#####,#####-####
MQ|Martinique|CZ|a|9####
MR|Mauritania|C|j|
MS|Montserrat|C|j|MSR####
MT|Malta|C|b|@@@ ####,@@@ ###,@@@ ##
MU|Mauritius|C|y|#####,###@@###
MV|Maldives|C|b|#####
MW|Malawi|C|j|
MX|Mexico|CZ|v|#####
MY|Malaysia|CZ|f|#####
MZ|Mozambique|C|g|####
NA|Namibia|C|j|#####
NC|New Caledonia|CZ|a|988##
NE|Niger|C|a|####
NF|Norfolk Island|C|d|2899
NG|Nigeria|C|j|######
NI|Nicaragua|C|f|#####
NL|Netherlands|CZ|a|#### @@
NO|Norway|CZ|a|####
NP|Nepal|C|j|#####
NR|Nauru|S|x|
NU|Niue|C|j|
NZ|New Zealand|CZ|b|####
OM|Oman|C|y|###
PA|Panama|C|p|####
PE|Peru|C|j|#####,LIMA ##,LIMA #,CALLAO ##,CALLAO #
PF|French Polynesia|CSZ|g|987##
PG|Papua New Guinea|CS|d|###
PH|Philippines|C|f|####
PK|Pakistan|C|m|#####
PL|Poland|CZ|a|##-###
PM|Saint Pierre and Miquelon|CZ|a|9####
PN|Pitcairn|CZ|h|PCRN 1ZZ
PR|Puerto Rico|CZ|d|#####,#####-####
PS|Palestine|C|j|
PT|Portugal|CZ|a|####-###
PW|Palau|CSZ|d|#####
PY|Paraguay|C|a|####
QA|Qatar|C|j|
RE|Réunion|CZ|a|9####
RO|Romania|C|f|######
RS|Serbia|C|a|#####,######
RU|Russia|CZ|p|######
RW|Rwanda|C|j|
SA|Saudi Arabia|C|b|#####,#####-####
SB|Solomon Islands|C|j|
SC|Seychelles|C|x|
SD|Sudan|C|j|#####
SE|Sweden|CZ|a|### ##
SG|Singapore|Z|b|######
SH|Saint Helena, Ascension and Tristan da Cunha|CZ|h|STHL 1ZZ,ASCN 1ZZ,TDCU 1ZZ
SI|Slovenia|C|a|####
SJ|Svalbard and Jan Mayen|CZ|a|####
SK|Slovakia|C|a|### ##
SL|Sierra Leone|C|j|
SM|San Marino|Z|a|4789#
SN|Senegal|C|a|#####
SO|Somalia|CS|c|#####,@@ #####
SR|Suriname|C|x|
SS|South Sudan|C|j|
ST|São Tomé and Príncipe|C|j|
SV|El Salvador|CS|z|####,CP ####
SX|Sint Maarten|C|j|
SY|Syria|C|j|
SZ|Eswatini|C|h|@###
TC|Turks and Caicos Islands|CZ|h|TKCA 1ZZ
TD|Chad|C|j|
TF|French Southern Territories|C|j|
TG|Togo|C|j|
TH|Thailand|C|k|#####
TJ|Tajikistan|C|a|######
TK|Tokelau|C|j|
TL|Timor-Leste|C|j|
TM|Turkmenistan|C|a|######
TN|Tunisia|C|a|####
TO|Tonga|C|j|
TR|Türkiye|CZ|g|#####
TT|Trinidad and Tobago|C|j|######
TV|Tuvalu|C|x|
TW|Taiwan|CSZ|n|###,#####,######
TZ|Tanzania|C|j|#####,####
UA|Ukraine|C|p|#####
UG|Uganda|C|j|
UM|U.S. Outlying Islands|CS|d|96898
US|United States|CSZ|c|#####,#####-####
UY|Uruguay|C|g|#####
UZ|Uzbekistan|C|f|######
VA|Vatican City|C|a|00120
VC|Saint Vincent and the Grenadines|C|j|VC####
VE|Venezuela|CS|w|####,####-@
VG|British Virgin Islands||j|VG####
VI|U.S. Virgin Islands|CSZ|d|#####,#####-####
VN|Vietnam|C|k|######,#####
VU|Vanuatu|C|j|
WF|Wallis and Futuna|CZ|a|986##
WS|Samoa|C|j|WS####
XK|Kosovo|C|a|#####
YE|Yemen|C|j|
YT|Mayotte|CZ|a|976##
ZA|South Africa|CZ|h|####
ZM|Zambia|C|a|#####
ZW|Zimbabwe|C|j|
`
