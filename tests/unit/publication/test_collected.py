"""What is kept of persons and is more than is needed, by names, texts for members and kinds."""

import pytest

from tests.unit.publication.trying import codes_of

_PERSONAL = "label: personal, purpose: [treat]"
_MORE = (
    f"member.birthday: {{is: text, {_PERSONAL}}}",
    f"member.birth_year: {{is: quantity, {_PERSONAL}}}",
    f"member.year_of_birth: {{is: choice, of: ['1980', '1990'], {_PERSONAL}}}",
    f"member.mark: {{is: day, {_PERSONAL}, name: {{en: Date of birth, zh-CN: 出生日期}}}}",
    f"member.mark: {{is: text, {_PERSONAL}, name: {{en: Identity card number, zh-CN: 身份证号码}}}}",
    f"member.gender: {{is: choice, of: [a, b], {_PERSONAL}}}",
    f"member.religion: {{is: text, {_PERSONAL}}}",
    f"member.household_size: {{is: quantity, {_PERSONAL}}}",
    f"member.email: {{is: text, {_PERSONAL}}}",
    f"member.contact_phone: {{is: text, {_PERSONAL}}}",
    f"member.mobile_number: {{is: quantity, {_PERSONAL}}}",
    f"member.last_name: {{is: text, {_PERSONAL}}}",
    f"member.mark: {{is: text, {_PERSONAL}, name: {{en: Your e-mail address, zh-CN: 邮箱}}}}",
    f"member.email_hash: {{is: text, {_PERSONAL}}}",
    f"member.emailSha256: {{is: text, {_PERSONAL}}}",
    f"member.mark: {{is: text, {_PERSONAL}, name: {{en: Mark, zh-CN: 手机号哈希}}}}",
    "order.recipient_email: {is: text}",
    f"member.lat: {{is: quantity, {_PERSONAL}}}",
    f"member.home_lon: {{is: text, {_PERSONAL}}}",
    f"member.lat_long: {{is: text, {_PERSONAL}}}",
    f"member.household: {{is: text, {_PERSONAL}}}",
    "member.pesel: {is: text, label: membership}",
    "order.identity_number: {is: text}",
    "order.buyer_birthday: {is: day}",
    "line.passenger_passport: {is: text}",
    f"member.telefonnr: {{is: text, {_PERSONAL}}}",
    f"member.kundenemail: {{is: text, {_PERSONAL}}}",
    f"member.lastname: {{is: text, {_PERSONAL}}}",
    f"member.homephone: {{is: text, {_PERSONAL}}}",
    f"member.haushaltsgroesse: {{is: quantity, {_PERSONAL}}}",
    f"member.breitengrad: {{is: quantity, {_PERSONAL}}}",
    f"member.syntymapaiva: {{is: day, {_PERSONAL}}}",
    f"member.client_dob: {{is: text, {_PERSONAL}}}",
    f"member.geboren_am: {{is: day, {_PERSONAL}}}",
    f"member.mark: {{is: day, {_PERSONAL}, name: {{en: Your birthday, zh-CN: 纪念}}}}",
    f"member.手机: {{is: text, {_PERSONAL}}}",
    f"member.mark: {{is: text, {_PERSONAL}, name: {{en: Mark, zh-CN: 家庭住址}}}}",
    f"member.home_address: {{is: text, {_PERSONAL}}}",
    "order.phone: {is: text}",
    "order.buyer_tax_id: {is: text}",
    "order.shop_customer_email: {is: text}",
    "order.tax_free_passport_number: {is: text}",
    "order.passport_or_tax_number: {is: text}",
    "order.tax_ssn: {is: text}",
    "order.personal_tax_number: {is: text}",
    f"member.tax_file_number: {{is: text, {_PERSONAL}}}",
    f"member.my_number: {{is: text, {_PERSONAL}}}",
    f"member.social_insurance_number: {{is: text, {_PERSONAL}}}",
    f"member.medicare_card: {{is: text, {_PERSONAL}}}",
    f"member.imei: {{is: text, {_PERSONAL}}}",
    "order.tax_number: {is: text, name: {en: Tax, zh-CN: 护照号}}",
)
_ENOUGH = (
    f"member.birth_day_month: {{is: day_month, {_PERSONAL}}}",
    f"member.age_band: {{is: choice, of: [adult, teen, child], {_PERSONAL}}}",
    f"member.senior: {{is: truth, {_PERSONAL}}}",
    f"member.my_numbers_club: {{is: truth, {_PERSONAL}}}",
    "line.my_number_shirt: {is: text}",
    "line.imei: {is: text}",
    f"member.mark: {{is: day, {_PERSONAL}, name: {{en: Your wedding day, zh-CN: 纪念日}}}}",
    f"member.mark: {{is: text, {_PERSONAL}, name: {{en: Your birthday wish, zh-CN: 愿望}}}}",
    f"member.birthday_treats: {{is: quantity, {_PERSONAL}}}",
    f"member.email_format: {{is: text, {_PERSONAL}}}",
    f"member.email_digest: {{is: choice, of: [daily, weekly], {_PERSONAL}}}",
    f"member.phones: {{is: quantity, {_PERSONAL}}}",
    "member.email_verified: {is: truth, label: membership}",
    "order.lat: {is: text}",
    "member.club_card_number: {is: text, label: membership}",
    "order.meter: {is: text, name: {en: Meter number, zh-CN: 电表号码}}",
    "line.email: {is: text}",
    "order.gift_message_hash: {is: text}",
    f"member.plate: {{is: text, {_PERSONAL}}}",
    "member.id_card_shown: {is: truth, label: membership}",
    "member.account_age: {is: quantity, label: membership}",
    "member.age: {is: quantity, label: protected}",
    "order.birthday: {is: truth}",
    "order.photo_prints: {is: quantity}",
    "line.year_born: {is: quantity}",
    "order.courier_phone: {is: text}",
    "order.shop_email: {is: text}",
    "order.phone: {is: text, name: {en: Telephone of the shop, zh-CN: 门店电话}}",
    "order.tax_id: {is: text}",
    "order.vat_id_number: {is: text, name: {en: Tax number of the firm, zh-CN: 税号}}",
    f"member.website_address: {{is: text, {_PERSONAL}}}",
    f"member.handyman: {{is: text, {_PERSONAL}}}",
    f"member.mark: {{is: text, {_PERSONAL}, name: {{en: Favourite model, zh-CN: 喜欢的手机}}}}",
    "member.delivery_address: {is: text, label: transaction, purpose: [carriage]}",
    "order.delivery_address: {is: text}",
    "line.material: {is: choice, of: [pan, pot]}",
)


@pytest.mark.parametrize("fact", _MORE)
def test_what_is_kept_of_nobody_is_refused_whatever_says_so(fact: str) -> None:
    """A fact says what it is about by its name, by its texts and by its kind."""
    assert {"OVER_COLLECTION"} == codes_of(fact, "")


@pytest.mark.parametrize("fact", _ENOUGH)
def test_a_birthday_without_its_year_and_what_is_of_goods_may_be_kept(fact: str) -> None:
    """The twin of each refused fact that tells no more than is needed is kept."""
    assert set() == codes_of(fact, "")
