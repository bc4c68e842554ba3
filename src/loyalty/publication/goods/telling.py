"""Words of goods whose purchase tells of health, faith, sex life or pregnancy: a net, no proof."""

from typing import Final

TELLING: Final = (
    "pregnancy maternity prenatal antenatal medicine medicines medication pharmacy pharmacies prescription "
    "prescriptions contraception contraceptive contraceptives condom condoms fertility ovulation insulin "
    "diabetic diabetes antidepressants antidepressant antipsychotics chemotherapy methadone hiv std_test "
    "sti_test viagra abortion menopause "
    "religious halal kosher bible bibles quran koran torah rosary rosaries erotic sex_toys adult_toys "
    "lubricant incontinence medikamente arzneimittel apotheke verhutung schwangerschaft medicament "
    "schwangerschaftstest schwangerschaftstests test_de_grossesse ciazowe ciazowy prueba_de_embarazo "
    "test_di_gravidanza antykoncepcja anticonceptivos insulina insuline medicamentos farmaci "
    "medicaments pharmacie leki apteka laakkeet apteekki yunfu bikong chufangyao biyun "
    "孕妇 孕期 产前 备孕 验孕 母婴 药品 处方药 抗抑郁 糖尿病 胰岛素 抗癌 艾滋 性病 避孕 清真 宗教 佛学 佛教 "
    "圣经 古兰经 情趣 计生"
)
"""Single words, a longer name joined by `_`; Chinese ones are found anywhere in a text."""
