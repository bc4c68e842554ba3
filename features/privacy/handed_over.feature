@PD-22 @PD-06
Feature: Others get of a member only what the member agreed to, and are told when it ends
  A recipient is declared by the programme and named in the notice at collection. What is handed over
  is kept for the member to see; whoever got it is told of corrections, withdrawals and erasure.

  Background:
    Given the coffee programme with these rules instead:
      """
      recipients:
        - {id: ad-house, name: {en: Ad House, zh-CN: 广告社}, contact: privacy@ads.example, gets: [member.country, member.diet], for: {en: advertising elsewhere, zh-CN: 在他处投放广告}, basis: consent, abroad: true, sells: true}
        - {id: parcel-post, name: {en: Parcel Post, zh-CN: 包裹邮政}, contact: privacy@parcel.example, gets: [member.country], for: {en: bringing parcels, zh-CN: 投递包裹}, basis: contract}
        - {id: tax-office, name: {en: Tax office, zh-CN: 税务机关}, contact: office@tax.example, gets: [member.country], for: {en: tax, zh-CN: 税务}, basis: legal_duty}
      facts:
        member.tier:        {is: tier, label: membership}
        member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
        member.diet:        {is: choice, of: [none, vegan], label: personal, purpose: [thanks], assessment: pia-3, consent: sensitive_data}
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
            - {id: thanks, name: {en: Thank you, zh-CN: 谢谢}, when: member.tier == "gold", percent: 5%}
        returns: {within: 14 days}
      """
    And a key that may do everything
    When Ada joins with these facts:
      | member.country | CN    |
      | member.diet    | vegan |

  Scenario: Handing over, sensitive data and sending abroad each need a consent of their own
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-1", "recipient": "ad-house", "facts": ["member.country", "member.diet"]}
      """
    Then the answer is 403 separate-consent-missing
    And the database is unchanged
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "partner_sharing", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "CN", "facts": [], "recipient": "ad-house"}
      """
    Then the answer is 201
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-1", "recipient": "ad-house", "facts": ["member.country", "member.diet"]}
      """
    Then the answer is 403 separate-consent-missing
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-2", "purpose": "sensitive_data", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "CN", "facts": ["member.country", "member.diet"], "recipient": "ad-house"}
      """
    And POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-1", "recipient": "ad-house", "facts": ["member.country", "member.diet"]}
      """
    Then the answer is 403 separate-consent-missing
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-3", "purpose": "sent_abroad", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "CN", "facts": [], "recipient": "ad-house"}
      """
    And POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-1", "recipient": "ad-house", "facts": ["member.country", "member.diet"]}
      """
    Then the answer is 201
    And the answer says:
      """
      {"recipient": "ad-house", "facts": ["member.country", "member.diet"], "basis": "consent",
       "values": {"member.country": "CN", "member.diet": "vegan"},
       "consents": {"partner_sharing": "ada-1", "sensitive_data": "ada-2", "sent_abroad": "ada-3"}}
      """
    When POST /v1/members/@Ada/consents/withdraw is sent:
      """
      {"purpose": "sent_abroad", "way": "form"}
      """
    And POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-1", "recipient": "ad-house", "facts": ["member.country", "member.diet"]}
      """
    Then the answer is 403 separate-consent-missing
    When GET /v1/members/@Ada/hand-overs is asked
    Then the answer says:
      """
      {"hand_overs": [{"id": "ads-1", "member": "@Ada", "recipient": "ad-house", "basis": "consent", "by": "till",
       "facts": ["member.country", "member.diet"], "at": "2026-11-22T09:00:00Z",
       "consents": {"partner_sharing": "ada-1", "sensitive_data": "ada-2", "sent_abroad": "ada-3"},
       "told": [{"notice": "rcn_…", "recipient": "ad-house", "hand_over": "ads-1", "kind": "withdrawn", "made_at": "2026-11-22T09:00:00Z"}]}]}
      """

  Scenario: A consent for one recipient is none for another, and none for what it does not cover
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "partner_sharing", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "CN", "facts": [], "recipient": "ad-house"}
      """
    And POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "box-1", "recipient": "parcel-post", "facts": ["member.country"]}
      """
    Then the answer is 403 separate-consent-missing
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "box-1", "recipient": "parcel-post", "facts": ["member.diet"]}
      """
    Then the answer is 422 not-for-recipient
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "box-1", "recipient": "parcel-boat", "facts": ["member.country"]}
      """
    Then the answer is 422 unknown-recipient
    And the database is unchanged

  Scenario: What the law obliges the shop to hand over needs no consent, and is told all the same
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "tax-1", "recipient": "tax-office", "facts": ["member.country"]}
      """
    Then the answer is 201
    When it is sent again
    Then the answer is 200
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "tax-1", "recipient": "parcel-post", "facts": ["member.country"]}
      """
    Then the answer is 403 separate-consent-missing

  Scenario: A browser's signal stops sharing at once; leaving the club is asked about, not done
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "partner_sharing", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "CN", "facts": [], "recipient": "ad-house"}
      """
    And GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-3", "purpose": "sent_abroad", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "CN", "facts": [], "recipient": "ad-house"}
      """
    And POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-1", "recipient": "ad-house", "facts": ["member.country"]}
      """
    Then the answer is 201
    When POST /v1/members/@Ada/signals is sent:
      """
      {"signal": "gpc"}
      """
    Then the answer says:
      """
      {"sharing": false, "ask": true}
      """
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-2", "recipient": "ad-house", "facts": ["member.country"]}
      """
    Then the answer is 403 sharing-stopped
    When GET /v1/members/@Ada is asked
    Then the answer is 200
    When GET /v1/programmes/corner-coffee/recipient-notices is asked
    Then the answer says:
      """
      {"notices": [{"notice": "rcn_…", "recipient": "ad-house", "hand_over": "ads-1", "kind": "stopped", "made_at": "2026-11-22T09:00:00Z"}]}
      """
    When PUT /v1/members/@Ada/choices is sent:
      """
      {"sharing": true}
      """
    And POST /v1/members/@Ada/signals is sent:
      """
      {"signal": "gpc"}
      """
    Then the answer says:
      """
      {"sharing": true, "ask": false}
      """
    When POST /v1/members/@Ada/hand-overs is sent:
      """
      {"id": "ads-2", "recipient": "ad-house", "facts": ["member.country"]}
      """
    Then the answer is 201
