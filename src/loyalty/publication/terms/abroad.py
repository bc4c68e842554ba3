"""Words of other languages than English by which a fact is about a trait, an age or a home: a net, no proof.

Latin ones are written small and without accents, with `_` inside longer names; others are found anywhere.
"""

from typing import Final

TRAITS: Final = (
    "geschlecht anrede familienstand verheiratet ledig konfession schwanger schwangerschaft gesundheit "
    "religionszugehoerigkeit hautfarbe krankheit krankheiten gewerkschaft parteimitglied kinderzahl "
    "mutterschaft vaterschaft ethnie schwangere geschieden verwitwet glaube "
    "sexuelle_orientierung parteizugehoerigkeit weltanschauung "
    "civilite etat_civil marie enceinte sante couleur_de_peau celibataire celibat pacse pacsee "
    "grossesse situation_familiale situation_matrimoniale statut_marital nombre_enfants nombre_denfants "
    "nombre_d_enfants croyance croyances maladie orientation_sexuelle origine_ethnique "
    "plec stan_cywilny zonaty mezatka wyznanie ciaza zdrowie kolor_skory ciazy ciezarna kawaler wiara "
    "zamezna rozwiedziony rozwiedziona wdowa wdowiec malzenstwo choroba stan_zdrowia pochodzenie_etniczne "
    "orientacja_seksualna liczba_dzieci "
    "sexo estado_civil soltero soltera casado casada divorciado divorciada embarazo embarazada "
    "etnia creencia creencias enfermedad sindicato orientacion_sexual numero_de_hijos tiene_hijos "
    "sesso stato_civile celibe nubile sposato sposata coniugato coniugata divorziato divorziata vedovo "
    "gravidanza incinta religione fede_religiosa malattia sindacato orientamento_sessuale "
    "numero_figli numero_di_figli "
    "geburtsort blutgruppe lieu_de_naissance groupe_sanguin miejsce_urodzenia grupa_krwi lugar_de_nacimiento "
    "grupo_sanguineo luogo_di_nascita gruppo_sanguigno 血型 "
    "sukupuoli siviilisaaty naimisissa naimaton uskonto raskaana raskaus terveys ihonvari "
    "seibetsu ninshin kekkon kikon shukyo "
    "xingbie xb chenghu chengwei hunyin huaiyun minzu zhongzu jiguan zongjiao xinyang jiankang jiyin "
    "zhengzhi nvxing nuxing nanxing yunfu baoma xinjiao "
    "性别 男性 女性 男士 女士 称谓 婚姻 已婚 未婚 怀孕 孕期 民族 种族 籍贯 户籍 户口 宗教 信仰 健康 基因 "
    "生物识别 性取向 女会员 男会员 女生 男生 宝妈 准妈妈 孕妈 孕妇 信教 教徒 佛教 伊斯兰 基督教 穆斯林 "
    "回族 汉族 藏族 满族 维吾尔 "
    "性別 稱謂 懷孕 孕婦 種族 戶籍 人種 妊娠 妊婦 既婚 独身 配偶者 敬称 性自認"
)
"""Whosever they are."""
TRAITS_OF_PERSONS: Final = (
    "herkunft kinder frau herr mann madame monsieur femme homme kobieta mezczyzna rasa pochodzenie "
    "matka ojciec raza genero genere razza figli hijos hombre mujer uomo donna signora signore "
    "panna salute salud syndicat veuf veuve viudo viuda witwe witwer vedova"
)
"""Where they are of a person: of goods they say something else."""
TRAIT_VALUES: Final = (
    "herr frau mann maenner manner frauen monsieur madame mme pani mies nainen nan nv weiblich maennlich "
    "mannlich damen herren mutter vater ledig verheiratet geschieden verwitwet schwanger evangelisch "
    "katholisch muslimisch juedisch judisch "
    "homme hommes femme femmes masculin feminin celibataire mariee divorcee veuf veuve pacse enceinte "
    "catholique protestant protestante musulman musulmane juif juive "
    "kobieta kobiety mezczyzna mezczyzni panna kawaler zonaty zamezna mezatka rozwiedziony rozwiedziona "
    "wdowa wdowiec ciezarna katolik katoliczka "
    "hombre hombres mujer mujeres masculino femenino soltero soltera casado casada divorciado divorciada "
    "viudo viuda embarazada catolico catolica musulmana "
    "uomo uomini donna donne maschio femmina maschile femminile celibe nubile sposato sposata coniugato "
    "coniugata vedovo vedova incinta cattolico cattolica musulmano ebreo "
    "男 女 男性 女性 先生 女士 已婚 未婚 既婚 独身"
)
"""As choices of a person's fact, whatever it is called."""
SHAPES: Final = "k m|h f|h m"
"""Letters of which all together are a sex, where they are the choices of a person's fact."""
CONCESSIONS: Final = (
    "behinderung behindert schwerbehindert behinderte schwerbehinderung niepelnosprawny niepelnosprawna "
    "niepelnosprawnosc inwalida handicape handicapee handicapes invalidite discapacidad discapacitado "
    "discapacitada minusvalia minusvalido disabilita disabile disabili invalidita vammainen vammaisuus canji "
    "残疾 残障 低保 殘疾 殘障 障害者 障がい"
)
AGES: Final = (
    "geburtsjahr geburtsdatum geburtstag jahrgang rentner rentnerin altersgruppe altersklasse "
    "date_de_naissance annee_de_naissance date_naissance annee_naissance retraite retraitee tranche_dage "
    "tranche_dages "
    "wiek rok_urodzenia data_urodzenia urodziny urodzin emeryt emerytka wiekowa wiekowy "
    "edad fecha_de_nacimiento fecha_nacimiento ano_de_nacimiento ano_nacimiento jubilado jubilada "
    "tercera_edad fascia_eta fascia_di_eta data_di_nascita data_nascita anno_di_nascita anno_nascita "
    "pensionato pensionata anziano anziani "
    "sternzeichen znak_zodiaku signe_du_zodiaque signe_astrologique signo_zodiacal segno_zodiacale "
    "syntymavuosi syntymaaika syntymapaiva bday elakelainen nenrei "
    "nianling nianji shengri chusheng 年龄 年纪 出生 老年 退休 年齢 年齡 生年月日 高齢"
)
HOMES: Final = (
    "ortsansaessig ortsansassig einheimisch staatsangehorigkeit staatsangehoerigkeit nationalitat "
    "nationalitaet wohnsitz auslander auslaender auslanderin auslaenderin aufenthaltstitel "
    "aufenthaltserlaubnis migrationshintergrund nationalite etranger etrangere citoyennete titre_de_sejour "
    "carte_de_sejour mieszkaniec obywatelstwo narodowosc cudzoziemiec cudzoziemka obcokrajowiec "
    "miejsce_zamieszkania karta_pobytu nacionalidad ciudadania extranjero extranjera residente "
    "nazionalita cittadinanza straniero straniera residenza permesso_di_soggiorno "
    "kansalaisuus ulkomaalainen kokuseki bendiren guoji juzhu "
    "国籍 居住 本地人 本地居民 外国人 外地人 外来人口 移民 國籍 外國人 在留資格 在留カード"
)
SCORES: Final = (
    "kundenwert kundenindex kundenbewertung bonitaet bonitat bonitaetsscore schufa affinitaet abwanderung "
    "abwanderungsrisiko abwanderungsgefahr kuendigungsgefahr kuendigungsrisiko wahrscheinlichkeit "
    "risque_de_depart risque_attrition probabilite ryzyko_odejscia prawdopodobienstwo riesgo_de_abandono "
    "riesgo_abandono probabilidad rischio_di_abbandono rischio_abbandono probabilita puntuacion punteggio "
    "todennakoisyys pingfen yuce liushi zhima_fen zhima_xinyong xinyong_fen xinyong_dengji "
    "评分 预测 得分 信用分 信用评级 芝麻信用 客户价值 价值分 流失 予測 離反 離脱"
)
RIGHTS: Final = (
    "beschwerde beschwerden widerspruch widersprochen einwilligung widerruf widerrufe right_of_withdrawal "
    "loeschantrag loschantrag auskunftsersuchen auskunftsantrag datenauskunft plainte reclamation "
    "consentement demande_de_remboursement droit_dacces skarga skargi reklamacja reklamacje reklamacji skarg "
    "odstapienie "
    "sprzeciw queja quejas reclamaciones consentimiento reclami reclamo consenso rimborso_richiesto "
    "valitus suostumus tousu yiyi tuikuan 投诉 异议 申诉 退款 维权 起诉 撤回同意 拒绝授权 拒绝同意 "
    "删除申请 苦情"
)
SCORES_OF_PERSONS: Final = "vorhersage prognose prognoza prognozy cote_client note_client modellwert"
SIGNALS: Final = (
    "geraet gerat kaufkraft verweildauer einkommen appareil navigateur revenu salaire dochod zarobki "
    "przegladarka urzadzenie navegador dispositivo ingresos sueldo stipendio reddito tulot "
    "tingliu_shichang tingliu_shijian liulan_cishu sousuo_cishu jiagou_cishu jiagou_shichang "
    "shebei shouji liulanqi dianliang shouru "
    "设备 机型 手机型号 浏览器 电量 收入 支付能力 消费能力 购买力 消费习惯 支付习惯 停留时间 停留时长 "
    "浏览次数 搜索次数 无痕 来源页 比价 价格敏感 操作系统 加购时长 加购次数 支付意愿 访问来源 "
    "回头客 収入 年収"
)
PAYING: Final = (
    "zahlungsart zahlungsmittel zahlungsweise zahlart zahlungsmethode bezahlung bezahlart platnosc "
    "platnosci maksutapa maksuvaline paiement reglement metodo_de_pago forma_de_pago pagamento "
    "zhifu fukuan jiesuan 支付 付款 结算方式 结账方式 支払方法 お支払い"
)
HARMLESS: Final = (
    "panna_cotta veuve_clicquot prima_donna bella_donna pour_homme pour_femme genero_musical "
    "pret_a_porter_femme genero_literario genero_favorito genero_preferido "
    "genere_musicale genere_letterario genere_preferito "
    "rasa_psa rasa_kota raza_de_perro raza_perro raza_de_gato razza_cane razza_del_cane kinder_riegel"
)
"""Longer names in which a word from above is about something else."""
