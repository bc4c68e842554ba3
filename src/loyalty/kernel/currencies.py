"""ISO 4217: every active currency and fund code that counts minor units, as data.

A row of `EXPONENTS` is an exponent and the codes that have it: EUR has two decimals, JPY
none, KWD three. Metals, test codes and baskets without a minor unit (XAU, XTS, XDR …) are
left out, as nothing can be priced in them. CLDR, and so Babel, differs for a dozen
codes; it serves for display only, arithmetic reads this table.
"""

EXPONENTS: tuple[tuple[int, str], ...] = (
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        (
            "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
            "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
            "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
            "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
            "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
            "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST "
            "XAD XCD XCG YER ZAR ZMW ZWG"
        ),
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
)

EXPONENT_BY_CODE: dict[str, int] = {code: exponent for exponent, codes in EXPONENTS for code in codes.split()}
