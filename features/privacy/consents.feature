@PD-02 @PD-24
Feature: A member agrees to each purpose for itself, and takes it back in one step
  A consent is a record: by which text, in which language, when, how. What needs one is read only
  while it stands; nothing else depends on it.

  Background:
    Given the coffee programme with these rules instead:
      """
      facts:
        member.tier:        {is: tier, label: membership}
        member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
        member.birth_day_month: {is: day_month, label: personal, purpose: [birthday-treat], assessment: pia-1, consent: birthday_benefit}
        member.offers:      {is: truth, label: personal, purpose: [thanks], assessment: pia-2, consent: personal_offers}
        order.channel:      {is: choice, of: [app, web, shop]}
        order.delivery:     {is: choice, of: [collect, home], default: collect}
        order.total:        {is: money, sum_of: line.amount, except_when: line.category == "gift-card"}
        line.category:      {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand:         {is: choice, of: [own, other]}
        line.amount:        {is: money}
      basket:
        discounts:
          combine: best
          rules:
            - {id: thanks, name: {en: Thank you, zh-CN: 谢谢}, when: member.offers, percent: 10%}
            - {id: birthday-treat, name: {en: Birthday treat, zh-CN: 生日优惠}, when: member.birth_day_month == "11-22", percent: 20%}
        returns: {within: 14 days}
      """
    And a key that may do everything
    When Ada joins with these facts:
      | member.offers          | true  |
      | member.birth_day_month | 11-22 |

  Scenario: What nobody agreed to is not read
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00

  Scenario Outline: Nobody agrees under a law that is none
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "personal_offers", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "<law>", "facts": []}
      """
    Then the answer is 422 request-misfit
    And these places are named:
      | place         | code                 |
      | /jurisdiction | unknown-jurisdiction |
    And the database is unchanged

    Examples:
      | law   |
      | ZZ    |
      | de    |
      | US-   |
      | EU-US |

  Scenario: What was agreed to is read, and nothing besides
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "personal_offers", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    Then the answer is 201
    And the answer says:
      """
      {"id": "ada-1", "purpose": "personal_offers", "state": "given", "way": "form", "jurisdiction": "DE"}
      """
    When it is sent again
    Then the answer is 200
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total          | 9.00       |
      | price rests on | individual |

  Scenario: A consent is withdrawn in one step; a price that was promised stays, the next one does not know it
    When GET /v1/programmes/corner-coffee/collection-notice?language=zh-CN is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "birthday_benefit", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 8.00
    When POST /v1/members/@Ada/consents/withdraw is sent:
      """
      {"purpose": "birthday_benefit", "way": "form"}
      """
    Then the answer says:
      """
      {"purpose": "birthday_benefit", "forgotten": ["member.birth_day_month"]}
      """
    When Ada asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When POST /v1/members/@Ada/consents/withdraw is sent:
      """
      {"purpose": "birthday_benefit", "way": "agent"}
      """
    Then the answer is 200
    And the answer says:
      """
      {"purpose": "birthday_benefit", "forgotten": []}
      """
    And the database is unchanged

  Scenario: What is told after a consent was withdrawn is refused, and taken once it is given again
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "birthday_benefit", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    And PUT /v1/members/@Ada/facts is sent:
      """
      {"facts": {"member.birth_day_month": "11-23", "member.offers": "false"}}
      """
    Then the answer is 200
    When POST /v1/members/@Ada/consents/withdraw is sent:
      """
      {"purpose": "birthday_benefit", "way": "form"}
      """
    And PUT /v1/members/@Ada/facts is sent:
      """
      {"facts": {"member.birth_day_month": "11-22"}}
      """
    Then the answer is 422 purpose-mismatch
    And the database is unchanged
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-2", "purpose": "birthday_benefit", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": ["member.birth_day_month"]}
      """
    And PUT /v1/members/@Ada/facts is sent:
      """
      {"facts": {"member.birth_day_month": "11-22"}}
      """
    Then the answer is 200

  Scenario: A quote outlives the consent that made it
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "birthday_benefit", "answer": "given", "notice": "@.sha256",
       "way": "agent", "jurisdiction": "DE", "facts": []}
      """
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And POST /v1/members/@Ada/consents/withdraw is sent:
      """
      {"purpose": "birthday_benefit", "way": "paper"}
      """
    And what was asked for is bought
    Then the total is 8.00

  Scenario: Refusing one purpose leaves the others and the membership untouched
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "birthday_benefit", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": ["member.birth_day_month"]}
      """
    And GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-2", "purpose": "personal_offers", "answer": "refused", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    Then the answer says:
      """
      {"state": "refused"}
      """
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 8.00

  Scenario: A fact of another purpose is refused, and nothing is recorded
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "email_marketing", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": ["member.birth_day_month"]}
      """
    Then the answer is 422 purpose-mismatch
    And the database is unchanged

  Scenario: A notice that is older than the rules is refused, by the record and by joining
    When POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "email_marketing", "answer": "given", "way": "form", "jurisdiction": "DE", "facts": [],
       "notice": "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}
      """
    Then the answer is 409 notice-stale
    When POST /v1/members is sent with the key "a-1":
      """
      {"programme": "corner-coffee", "facts": {},
       "notice": "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}
      """
    Then the answer is 409 notice-stale
    And the database is unchanged
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members is sent with the key "a-2":
      """
      {"programme": "corner-coffee", "facts": {}, "notice": "@.sha256"}
      """
    Then the answer is 201

  Scenario: What was never asked for cannot be withdrawn
    When POST /v1/members/@Ada/consents/withdraw is sent:
      """
      {"purpose": "sms_marketing", "way": "form"}
      """
    Then the answer is 404 unknown-consent

  Scenario: The notice says what prices read, and changes with the rules alone
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    Then the answer says:
      """
      {"programme": "corner-coffee", "notice": "collection", "language": "en"}
      """
