"""Countries and regions whose public holidays the `holidays` package knows, with their codes and names.

Taken from the package (0.109, MIT), so that a calendar can be read without loading it: that takes 16 MB. A test
compares them with the installed one.
"""

from __future__ import annotations

# ISO 3166-1 alpha-2, then the other codes of the same country.
COUNTRY_CODES = (
    "AD AND; AE ARE; AF AFG; AG ATG; AI AIA; AL ALB; AM ARM; AO AGO; AQ ATA; AR ARG; AS ASM; AT AUT; AU AUS; "
    "AW ABW; AX ALA; AZ AZE; BA BIH; BB BRB; BD BGD; BE BEL; BF BFA; BG BLG; BH BAH; BI BDI; BJ BEN; BL BLM; "
    "BM BMU; BN BRN; BO BOL; BQ BES; BR BRA; BS BHS; BT BTN; BV BVT; BW BWA; BY BLR; BZ BLZ; CA CAN; CC CCK; "
    "CD COD; CF CAF; CG COG; CH CHE; CI CIV; CK COK; CL CHL; CM CMR; CN CHN; CO COL; CR CRI; CU CUB; CV CPV; "
    "CW CUW; CX CXR; CY CYP; CZ CZE; DE DEU; DJ DJI; DK DNK; DM DMA; DO DOM; DZ DZA; EC ECU; EE EST; EG EGY; "
    "EH ESH; ER ERI; ES ESP; ET ETH; FI FIN; FJ FJI; FK FLK; FM FSM; FO FRO; FR FRA; GA GAB; GB GBR UK; GD GRD; "
    "GE GEO; GF GUF; GG GGY; GH GHA; GI GIB; GL GRL; GM GMB; GN GIN; GP GLP; GQ GNQ; GR GRC; GS SGS; GT GUA; "
    "GU GUM; GW GNB; GY GUY; HK HKG; HM HMD; HN HND; HR HRV; HT HTI; HU HUN; ID IDN; IE IRL; IL ISR; IM IMN; "
    "IN IND; IO IOT; IQ IRQ; IR IRN; IS ISL; IT ITA; JE JEY; JM JAM; JO JOR; JP JPN; KE KEN; KG KGZ; KH KHM; "
    "KI KIR; KM COM; KN KNA; KP PRK; KR KOR; KW KWT; KY CYM; KZ KAZ; LA LAO; LB LBN; LC LCA; LI LIE; LK LKA; "
    "LR LBR; LS LSO; LT LTU; LU LUX; LV LVA; LY LBY; MA MOR; MC MCO; MD MDA; ME MNE; MF MAF; MG MDG; MH MHL; "
    "MK MKD; ML MLI; MM MMR; MN MNG; MO MAC; MP MNP; MQ MTQ; MR MRT; MS MSR; MT MLT; MU MUS; MV MDV; MW MWI; "
    "MX MEX; MY MYS; MZ MOZ; NA NAM; NC NCL; NE NER; NF NFK; NG NGA; NI NIC; NL NLD; NO NOR; NP NPL; NR NRU; "
    "NU NIU; NZ NZL; OM OMN; PA PAN; PE PER; PF PYF; PG PNG; PH PHL; PK PAK; PL POL; PM SPM; PN PCN; PR PRI; "
    "PS PSE; PT PRT; PW PLW; PY PRY; QA QAT; RE REU; RO ROU; RS SRB; RU RUS; RW RWA; SA SAU; SB SLB; SC SYC; "
    "SD SDN; SE SWE; SG SGP; SH SHN; SI SVN; SJ SJM; SK SVK; SL SLE; SM SMR; SN SEN; SO SOM; SR SUR; SS SSD; "
    "ST STP; SV SLV; SX SXM; SY SYR; SZ SZW; TC TCA; TD TCD; TF ATF; TG TGO; TH THA; TJ TJK; TK TKL; TL TLS; "
    "TM TKM; TN TUN; TO TON; TR TUR; TT TTO; TV TUV; TW TWN; TZ TZA; UA UKR; UG UGA; UM UMI; US USA; UY URY; "
    "UZ UZB; VA VAT; VC VCT; VE VEN; VG VGB; VI VIR; VN VNM; VU VTU; WF WLF; WS WSM; XK XKK; YE YEM; YT MYT; "
    "ZA ZAF; ZM ZMB; ZW ZWE"
)  # fmt: skip

# By country: each region by its code, then its names.
REGION_NAMES = {
    "AD": (
        "02=Canillo; 03=Encamp; 04=La Massana; 05=Ordino; 06=Sant Julià de Lòria; 07=Andorra la Vella; "
        "08=Escaldes-Engordany"
    ),
    "AM": (
        "AG=Aragac̣otn, Aragatsotn; AR=Ararat; AV=Armavir; ER=Erevan; GR=Geġark'unik', Gegharkunik; "
        "KT=Kotayk', Kotayk; LO=Loṙi, Lori; SH=Širak, Shirak; SU=Syunik', Syunik; TV=Tavuš, Tavush; "
        "VD=Vayoć Jor, Vayots Dzor"
    ),
    "AR": (
        "A=Salta; B=Buenos Aires; C=Ciudad Autónoma de Buenos Aires; D=San Luis; E=Entre Ríos; F=La Rioja; "
        "G=Santiago del Estero; H=Chaco; J=San Juan; K=Catamarca; L=La Pampa; M=Mendoza; N=Misiones; "
        "P=Formosa; Q=Neuquén; R=Río Negro; S=Santa Fe; T=Tucumán; U=Chubut; V=Tierra del Fuego; "
        "W=Corrientes; X=Córdoba; Y=Jujuy; Z=Santa Cruz"
    ),
    "AT": (
        "1=Burgenland, Bgld, B; 2=Kärnten, Ktn, K; 3=Niederösterreich, NÖ, N; 4=Oberösterreich, OÖ, O; "
        "5=Salzburg, Sbg, S; 6=Steiermark, Stmk, St; 7=Tirol, T; 8=Vorarlberg, Vbg, V; 9=Wien, W"
    ),
    "AU": (
        "ACT=Australian Capital Territory; NSW=New South Wales; NT=Northern Territory; QLD=Queensland; "
        "SA=South Australia; TAS=Tasmania; VIC=Victoria; WA=Western Australia; "
        "NSW Western=New South Wales Western Division"
    ),
    "BA": "BIH=Federacija Bosne i Hercegovine, FBiH; BRC=Brčko distrikt, BD; SRP=Republika Srpska, RS",
    "BE": "Flemish; French; German",
    "BO": "B=El Beni; C=Cochabamba; H=Chuquisaca; L=La Paz; N=Pando; O=Oruro; P=Potosí; S=Santa Cruz; T=Tarija",
    "BQ": "BON=Bonaire; SAB=Saba; STA=Sint Eustatius",
    "BR": (
        "AC=Acre; AL=Alagoas; AM=Amazonas; AP=Amapá; BA=Bahia; CE=Ceará; DF=Distrito Federal; "
        "ES=Espírito Santo; GO=Goiás; MA=Maranhão; MG=Minas Gerais; MS=Mato Grosso do Sul; MT=Mato Grosso; "
        "PA=Pará; PB=Paraíba; PE=Pernambuco; PI=Piauí; PR=Paraná; RJ=Rio de Janeiro; RN=Rio Grande do Norte; "
        "RO=Rondônia; RR=Roraima; RS=Rio Grande do Sul; SC=Santa Catarina; SE=Sergipe; SP=São Paulo; "
        "TO=Tocantins; São Paulo Capital"
    ),
    "BT": (
        "11=Paro; 12=Chhukha; 13=Haa; 14=Samtse; 15=Thimphu; 21=Tsirang; 22=Dagana; 23=Punakha; "
        "24=Wangdue Phodrang; 31=Sarpang; 32=Trongsa; 33=Bumthang; 34=Zhemgang; 41=Trashigang; 42=Monggar; "
        "43=Pema Gatshel; 44=Lhuentse; 45=Samdrup Jongkhar; GA=Gasa; TY=Trashi Yangtse"
    ),
    "CA": (
        "AB=Alberta; BC=British Columbia, Colombie-Britannique; MB=Manitoba; "
        "NB=New Brunswick, Nouveau-Brunswick; NL=Newfoundland and Labrador, Terre-Neuve-et-Labrador; "
        "NS=Nova Scotia, Nouvelle-Écosse; NT=Northwest Territories, Territoires du Nord-Ouest; NU=Nunavut; "
        "ON=Ontario; PE=Prince Edward Island, Île-du-Prince-Édouard; QC=Quebec, Québec; SK=Saskatchewan; "
        "YT=Yukon"
    ),
    "CH": (
        "AG=Aargau; AI=Appenzell Innerrhoden; AR=Appenzell Ausserrhoden; BE=Bern, Berne; BL=Basel-Landschaft; "
        "BS=Basel-Stadt; FR=Freiburg, Fribourg; GE=Genève; GL=Glarus; GR=Graubünden, Grigioni, Grischun; "
        "JU=Jura; LU=Luzern; NE=Neuchâtel; NW=Nidwalden; OW=Obwalden; SG=Sankt Gallen; SH=Schaffhausen; "
        "SO=Solothurn; SZ=Schwyz; TG=Thurgau; TI=Ticino; UR=Uri; VD=Vaud; VS=Valais, Wallis; ZG=Zug; "
        "ZH=Zürich; Stadt Zurich=Stadt Zürich"
    ),
    "CL": (
        "AI=Aisén del General Carlos Ibañez del Campo; AN=Antofagasta; AP=Arica y Parinacota; "
        "AR=La Araucanía; AT=Atacama; BI=Biobío; CO=Coquimbo; LI=Libertador General Bernardo O'Higgins; "
        "LL=Los Lagos; LR=Los Ríos; MA=Magallanes; ML=Maule; NB=Ñuble; RM=Región Metropolitana de Santiago; "
        "TA=Tarapacá; VS=Valparaíso"
    ),
    "CV": (
        "BR=Brava; BV=Boa Vista; CA=Santa Catarina; CF=Santa Catarina do Fogo; CR=Santa Cruz; MA=Maio; "
        "MO=Mosteiros; PA=Paul; PN=Porto Novo; PR=Praia; RB=Ribeira Brava; RG=Ribeira Grande; "
        "RS=Ribeira Grande de Santiago; SD=São Domingos; SF=São Filipe; SL=Sal; SM=São Miguel; "
        "SO=São Lourenço dos Órgãos; SS=São Salvador do Mundo; SV=São Vicente; TA=Tarrafal; "
        "TS=Tarrafal de São Nicolau"
    ),
    "DE": (
        "BB=Brandenburg; BE=Berlin; BW=Baden-Württemberg; BY=Bayern; HB=Bremen; HE=Hessen; HH=Hamburg; "
        "MV=Mecklenburg-Vorpommern; NI=Niedersachsen; NW=Nordrhein-Westfalen; RP=Rheinland-Pfalz; "
        "SH=Schleswig-Holstein; SL=Saarland; SN=Sachsen; ST=Sachsen-Anhalt; TH=Thüringen; Augsburg"
    ),
    "ES": (
        "AN=Andalucía; AR=Aragón; AS=Asturias; CB=Cantabria; CE=Ceuta; CL=Castilla y León; "
        "CM=Castilla-La Mancha; CN=Canarias; CT=Cataluña, Catalunya; EX=Extremadura; GA=Galicia; "
        "IB=Islas Baleares, Illes Balears; MC=Murcia; MD=Madrid; ML=Melilla; NC=Navarra; PV=País Vasco; "
        "RI=La Rioja; VC=Valenciana; Barcelona"
    ),
    "FI": (
        "01=Ahvenanmaan maakunta, Landskapet Åland; 02=Etelä-Karjala, Södra Karelen; "
        "03=Etelä-Pohjanmaa, Södra Österbotten; 04=Etelä-Savo, Södra Savolax; 05=Kainuu, Kajanaland; "
        "06=Kanta-Häme, Egentliga Tavastland; 07=Keski-Pohjanmaa, Mellersta Österbotten; "
        "08=Keski-Suomi, Mellersta Finland; 09=Kymenlaakso, Kymmenedalen; 10=Lappi, Lappland; "
        "11=Pirkanmaa, Birkaland; 12=Pohjanmaa, Österbotten; 13=Pohjois-Karjala, Norra Karelen; "
        "14=Pohjois-Pohjanmaa, Norra Österbotten; 15=Pohjois-Savo, Norra Savolax; "
        "16=Päijät-Häme, Päijänne-Tavastland; 17=Satakunta; 18=Uusimaa, Nyland; "
        "19=Varsinais-Suomi, Egentliga Finland"
    ),
    "FM": "KSA=Kosrae, Kusaie; PNI=Pohnpei, Ponape; TRK=Chuuk, Truk; YAP=Yap",
    "FR": (
        "57=Moselle; 6AE=Alsace; 971=GP, GUA, Guadeloupe; 972=MQ, Martinique; 973=GY, Guyane; "
        "974=RE, LRE, La Réunion; 976=YT, MAY, Mayotte; BL=Saint-Barthélemy; MF=Saint-Martin; "
        "NC=Nouvelle-Calédonie; PF=Polynésie Française; PM=Saint-Pierre-et-Miquelon; "
        "TF=Terres australes françaises; WF=Wallis-et-Futuna; Zone A; Zone B; Zone C"
    ),
    "GB": "ENG=England; NIR=Northern Ireland; SCT=Scotland; WLS=Wales",
    "GQ": (
        "AN=Annobón, Annobon; BN=Bioko Norte, North Bioko; BS=Bioko Sur, South Bioko; "
        "CS=Centro Sur, South Center; DJ=Djibloho; KN=Kié-Ntem, Kie-Ntem; LI=Litoral, Coast; WN=Wele-Nzas"
    ),
    "IN": (
        "AN=Andaman and Nicobar Islands; AP=Andhra Pradesh; AR=Arunachal Pradesh, Arunāchal Pradesh; "
        "AS=Assam; BR=Bihar, Bihār; CG=Chhattisgarh, Chhattīsgarh; CH=Chandigarh, Chandīgarh; "
        "DH=Dadra and Nagar Haveli and Daman and Diu, Dādra and Nagar Haveli and Damān and Diu; DL=Delhi; "
        "GA=Goa; GJ=Gujarat, Gujarāt; HP=Himachal Pradesh, Himāchal Pradesh; HR=Haryana, Haryāna; "
        "JH=Jharkhand, Jhārkhand; JK=Jammu and Kashmir, Jammu and Kashmīr; KA=Karnataka, Karnātaka; "
        "KL=Kerala; LA=Ladakh, Ladākh; LD=Lakshadweep; MH=Maharashtra, Mahārāshtra; ML=Meghalaya, Meghālaya; "
        "MN=Manipur; MP=Madhya Pradesh; MZ=Mizoram; NL=Nagaland, Nāgāland; OD=Odisha; PB=Punjab; "
        "PY=Puducherry; RJ=Rajasthan, Rājasthān; SK=Sikkim; TN=Tamil Nadu, Tamil Nādu; TR=Tripura; "
        "TS=TG, Telangana, Telangāna; UK=Uttarakhand, Uttarākhand; UP=Uttar Pradesh; WB=West Bengal"
    ),
    "IT": (
        "AG=Agrigento; AL=Alessandria; AN=Ancona; AO=Aosta; AP=Ascoli Piceno; AQ=L'Aquila; AR=Arezzo; "
        "AT=Asti; AV=Avellino; BA=Bari; BG=Bergamo; BI=Biella; BL=Belluno; BN=Benevento; BO=Bologna; "
        "BR=Brindisi; BS=Brescia; BT=Barletta-Andria-Trani; BZ=Bolzano; CA=Cagliari; CB=Campobasso; "
        "CE=Caserta; CH=Chieti; CL=Caltanissetta; CN=Cuneo; CO=Como; CR=Cremona; CS=Cosenza; CT=Catania; "
        "CZ=Catanzaro; EN=Enna; FC=Forli-Cesena, Forlì-Cesena; FE=Ferrara; FG=Foggia; FI=Firenze; FM=Fermo; "
        "FR=Frosinone; GE=Genova; GO=Gorizia; GR=Grosseto; IM=Imperia; IS=Isernia; KR=Crotone; LC=Lecco; "
        "LE=Lecce; LI=Livorno; LO=Lodi; LT=Latina; LU=Lucca; MB=Monza e Brianza; MC=Macerata; ME=Messina; "
        "MI=Milano; MN=Mantova; MO=Modena; MS=Massa-Carrara; MT=Matera; NA=Napoli; NO=Novara; NU=Nuoro; "
        "OR=Oristano; PA=Palermo; PC=Piacenza; PD=Padova; PE=Pescara; PG=Perugia; PI=Pisa; PN=Pordenone; "
        "PO=Prato; PR=Parma; PT=Pistoia; PU=Pesaro e Urbino; PV=Pavia; PZ=Potenza; RA=Ravenna; "
        "RC=Reggio Calabria; RE=Reggio Emilia; RG=Ragusa; RI=Rieti; RM=Roma; RN=Rimini; RO=Rovigo; "
        "SA=Salerno; SI=Siena; SO=Sondrio; SP=La Spezia; SR=Siracusa; SS=Sassari; SU=Sud Sardegna; SV=Savona; "
        "TA=Taranto; TE=Teramo; TN=Trento; TO=Torino; TP=Trapani; TR=Terni; TS=Trieste; TV=Treviso; UD=Udine; "
        "VA=Varese; VB=Verbano-Cusio-Ossola; VC=Vercelli; VE=Venezia; VI=Vicenza; VR=Verona; VT=Viterbo; "
        "VV=Vibo Valentia; Andria; Barletta; Cesena; Forli=Forlì; Pesaro; Trani; Urbino"
    ),
    "MO": "I=Concelho das Ilhas, 海島市, 海岛市; M=Concelho de Macau, 澳門市, 澳门市",
    "MY": (
        "01=Johor, JHR; 02=Kedah, KDH; 03=Kelantan, KTN; 04=Melaka, MLK; 05=Negeri Sembilan, NSN; "
        "06=Pahang, PHG; 07=Pulau Pinang, PNG; 08=Perak, PRK; 09=Perlis, PLS; 10=Selangor, SGR; "
        "11=Terengganu, TRG; 12=Sabah, SBH; 13=Sarawak, SWK; 14=Wilayah Persekutuan Kuala Lumpur, KUL; "
        "15=Wilayah Persekutuan Labuan, LBN; 16=Wilayah Persekutuan Putrajaya, PJY"
    ),
    "NI": (
        "AN=Costa Caribe Norte; AS=Costa Caribe Sur; BO=Boaco; CA=Carazo; CI=Chinandega; CO=Chontales; "
        "ES=Estelí; GR=Granada; JI=Jinotega; LE=León; MD=Madriz; MN=Managua; MS=Masaya; MT=Matagalpa; "
        "NS=Nueva Segovia; RI=Rivas; SJ=Río San Juan"
    ),
    "NL": "Midden; Noord; Zuid",
    "NO": (
        "03=Oslo; 11=Rogaland; 15=Møre og Romsdal; 18=Nordland; 21=Svalbard; 22=Jan Mayen; 31=Østfold; "
        "32=Akershus; 33=Buskerud; 34=Innlandet; 39=Vestfold; 40=Telemark; 42=Agder; 46=Vestland; "
        "50=Trööndelage, Trøndelag; 55=Romssa, Troms, Tromssan; 56=Finmarkun, Finnmark, Finnmárkku"
    ),
    "NZ": (
        "AUK=Auckland, Tāmaki-Makaurau, AU; BOP=Bay of Plenty, Toi Moana, BP; CAN=Canterbury, Waitaha, CA; "
        "CIT=Chatham Islands Territory, Chatham Islands, Wharekauri, CI; GIS=Gisborne, Te Tairāwhiti, GI; "
        "HKB=Hawke's Bay, Te Matau-a-Māui, HB; MBH=Marlborough, MA; "
        "MWT=Manawatū Whanganui, Manawatū-Whanganui, MW; NSN=Nelson, Whakatū, NE; "
        "NTL=Northland, Te Taitokerau, NO; OTA=Otago, Ō Tākou, OT; STL=Southland, Te Taiao Tonga, SO; "
        "TAS=Tasman, Te tai o Aorere, TS; TKI=Taranaki, TK; "
        "WGN=Greater Wellington, Te Pane Matua Taiao, Wellington, Te Whanganui-a-Tara, WG; WKO=Waikato, WK; "
        "WTC=West Coast, Te Tai o Poutini, WC; South Canterbury"
    ),
    "PL": (
        "02=Dolnośląskie; 04=Kujawsko-pomorskie; 06=Lubelskie; 08=Lubuskie; 10=Łódzkie; 12=Małopolskie; "
        "14=Mazowieckie; 16=Opolskie; 18=Podkarpackie; 20=Podlaskie; 22=Pomorskie; 24=Śląskie; "
        "26=Świętokrzyskie; 28=Warmińsko-mazurskie; 30=Wielkopolskie; 32=Zachodniopomorskie"
    ),
    "PT": (
        "01=Aveiro; 02=Beja; 03=Braga; 04=Bragança; 05=Castelo Branco; 06=Coimbra; 07=Évora; 08=Faro; "
        "09=Guarda; 10=Leiria; 11=Lisboa; 12=Portalegre; 13=Porto; 14=Santarém; 15=Setúbal; "
        "16=Viana do Castelo; 17=Vila Real; 18=Viseu; 20=Região Autónoma dos Açores; "
        "30=Região Autónoma da Madeira"
    ),
    "SB": (
        "CE=Central; CH=Choiseul; CT=Capital Territory, Honiara; GU=Guadalcanal; IS=Isabel; MK=Makira-Ulawa; "
        "ML=Malaita; RB=Rennell and Bellona; TE=Temotu; WE=Western"
    ),
    "SH": "AC=Ascension; HL=Saint Helena; TA=Tristan da Cunha",
    "ST": "01=Água Grande; 02=Cantagalo; 03=Caué; 04=Lembá; 05=Lobata; 06=Mé-Zóchi; P=Príncipe",
    "SV": (
        "AH=Ahuachapán; CA=Cabañas; CH=Chalatenango; CU=Cuscatlán; LI=La Libertad; MO=Morazán; PA=La Paz; "
        "SA=Santa Ana; SM=San Miguel; SO=Sonsonate; SS=San Salvador; SV=San Vicente; UN=La Unión; US=Usulután"
    ),
    "TV": (
        "FUN=Funafuti; NIT=Niutao; NKF=Nukufetau; NKL=Nukulaelae; NMA=Nanumea; NMG=Nanumaga, Nanumanga; "
        "NUI=Nui; VAI=Vaitupu"
    ),
    "US": (
        "AK=Alaska; AL=Alabama; AR=Arkansas; AS=American Samoa; AZ=Arizona; CA=California; CO=Colorado; "
        "CT=Connecticut; DC=District of Columbia; DE=Delaware; FL=Florida; GA=Georgia; GU=Guam; HI=Hawaii; "
        "IA=Iowa; ID=Idaho; IL=Illinois; IN=Indiana; KS=Kansas; KY=Kentucky; LA=Louisiana; MA=Massachusetts; "
        "MD=Maryland; ME=Maine; MI=Michigan; MN=Minnesota; MO=Missouri; MP=Northern Mariana Islands; "
        "MS=Mississippi; MT=Montana; NC=North Carolina; ND=North Dakota; NE=Nebraska; NH=New Hampshire; "
        "NJ=New Jersey; NM=New Mexico; NV=Nevada; NY=New York; OH=Ohio; OK=Oklahoma; OR=Oregon; "
        "PA=Pennsylvania; PR=Puerto Rico; RI=Rhode Island; SC=South Carolina; SD=South Dakota; TN=Tennessee; "
        "TX=Texas; UM=United States Minor Outlying Islands; UT=Utah; VA=Virginia; VI=Virgin Islands, U.S.; "
        "VT=Vermont; WA=Washington; WI=Wisconsin; WV=West Virginia; WY=Wyoming"
    ),
}  # fmt: skip
