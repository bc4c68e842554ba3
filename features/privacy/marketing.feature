@PD-04 @FA-14
Feature: Marketing goes to who agreed to it, with a way to stop it
  What a member allows is looked at when a message is sent. E-mail to who bought here needs no yes of
  its own where the law of every market says so, until the member says no.

  Background:
    Given the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [EU]
      effective: {from: 2026-11-15}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      """
    And a key that may do everything
    And Ada is a member
    When PUT /v1/members/@Ada/contact is sent:
      """
      {"channel": "email", "address": "ada@example.org"}
      """

  Scenario: Nobody is written to without a yes; a no to everything wins
    When POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-1", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 403 marketing-no-consent
    And the database is unchanged
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "email_marketing", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    And POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-1", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 201
    And the answer says:
      """
      {"id": "spring-1", "medium": "email", "why": "consent", "consent": "ada-1", "to": "ada@example.org"}
      """
    When POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-2", "medium": "sms", "text": "New beans are here."}
      """
    Then the answer is 403 marketing-no-consent
    When PUT /v1/members/@Ada/choices is sent:
      """
      {"direct_marketing": false}
      """
    And POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-1", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 403 marketing-no-consent
    When GET /v1/members/@Ada/marketing is asked
    Then the answer says:
      """
      {"messages": [{"id": "spring-1", "member": "@Ada", "medium": "email", "why": "consent", "consent": "ada-1",
       "sent_at": "2026-11-22T09:00:00Z", "sent_by": "till"}]}
      """

  Scenario: Who bought here is written to by e-mail until they say no
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-1", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 201
    And the answer says:
      """
      {"why": "existing_buyer"}
      """
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "email_marketing", "answer": "refused", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    And POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-2", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 403 marketing-no-consent

  Scenario: Who is not grown up is sent nothing, and who asked to be erased neither
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "teen"}
      """
    And POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-1", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 403 minor-not-allowed
    When PUT /v1/members/@Ada/age is sent:
      """
      {"age": "adult"}
      """
    And POST /v1/members/@Ada/erasure is sent:
      """
      {"checked": "code-by-email"}
      """
    And POST /v1/members/@Ada/marketing is sent:
      """
      {"id": "spring-1", "medium": "email", "text": "New beans are here."}
      """
    Then the answer is 403 marketing-no-consent
