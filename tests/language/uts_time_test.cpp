// Times in .uts campaigns: Python's module datetime, and ASN.1's times. Each row holds there.
#include <gtest/gtest.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

constexpr const char* imports = "from datetime import datetime, timedelta, timezone\n";

class Times : public testing::TestWithParam<const char*> {};

TEST_P(Times, Hold) { EXPECT_EQ(run_code(std::string(imports) + GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    DateTime, Times,
    testing::Values(
        "assert repr(datetime(2020, 1, 2)) == 'datetime.datetime(2020, 1, 2, 0, 0)'",
        "t = datetime(2020, 1, 2, 3, 4, 5, 678000, timezone(timedelta(hours=-5)))\n"
        "assert t.isoformat() == '2020-01-02T03:04:05.678000-05:00' and t.hour == 3 and t.microsecond == "
        "678000",
        "assert str(datetime(2020, 2, 29)) == '2020-02-29 00:00:00' and datetime(2020, 1, 2).tzinfo is None",
        "try:\n    datetime(2021, 2, 29)\n    assert False\nexcept ValueError:\n    pass\n",
        "assert datetime(2020, 1, 2, 2, tzinfo=timezone(timedelta(hours=2))) == datetime(2020, 1, 2, "
        "tzinfo=timezone.utc)",
        "assert datetime(2020, 1, 2) != datetime(2020, 1, 2, tzinfo=timezone.utc)",
        "try:\n    datetime(2020, 1, 2) < datetime(2020, 1, 2, tzinfo=timezone.utc)\n    assert False\n"
        "except TypeError:\n    pass\n",
        "assert datetime(2020, 3, 1) - datetime(2020, 2, 1) == timedelta(days=29)",
        "assert timedelta(days=1) + datetime(2020, 1, 1) - timedelta(hours=1) == datetime(2020, 1, 1, 23)",
        "assert datetime.strptime('02 Jan 2020 3:4', '%d %b %Y %H:%M') == datetime(2020, 1, 2, 3, 4)",
        "try:\n    datetime.strptime('2020-01-02x', '%Y-%m-%d')\n    assert False\nexcept ValueError:\n    "
        "pass\n",
        "assert datetime(2020, 1, 2, 15).strftime('%a %A %b %j %I %p %y%%') == 'Thu Thursday Jan 002 03 PM "
        "20%'",
        "assert datetime(1969, 12, 31, tzinfo=timezone.utc).timestamp() == -86400.0",
        "assert datetime.fromtimestamp(1.5, timezone.utc) == datetime(1970, 1, 1, 0, 0, 1, 500000, "
        "timezone.utc)",
        "assert datetime(2020, 1, 2).replace(year=2021, hour=5) == datetime(2021, 1, 2, 5)",
        "assert isinstance(datetime.now() - datetime.now(), timedelta) and type(datetime.now()) is datetime",
        "assert repr(timedelta(seconds=-1)) == 'datetime.timedelta(days=-1, seconds=86399)'",
        "assert str(timedelta(hours=25, seconds=1)) == '1 day, 1:00:01' and not timedelta(0)",
        "assert timedelta(1) / 2 == timedelta(hours=12) and timedelta(2).total_seconds() == 172800.0",
        "assert -timedelta(1) < timedelta(0) and timedelta(1) / timedelta(hours=12) == 2",
        "try:\n    datetime(9999, 12, 31) + timedelta(days=1)\n    assert False\nexcept OverflowError:\n    "
        "pass\n",
        "assert str(timezone(timedelta(hours=2))) == 'UTC+02:00' and timezone.utc == timezone(timedelta(0))",
        "import datetime\nassert datetime.datetime(2020, 1, 2).weekday() == 3"));

INSTANTIATE_TEST_SUITE_P(
    Asn1, Times,
    testing::Values(
        "x = ASN1_GENERALIZED_TIME('20210203040506Z')\n"
        "assert x.datetime == datetime(2021, 2, 3, 4, 5, 6, tzinfo=timezone.utc)\n"
        "assert x.pretty_time == '2021-02-03 04:05:06 UTC' and raw(x) == b'\\x18\\x0f20210203040506Z'\n"
        "assert repr(x) == \"2021-02-03 04:05:06 UTC <ASN1_GENERALIZED_TIME['20210203040506Z']>\"",
        "assert ASN1_GENERALIZED_TIME('2021020304').datetime == datetime(2021, 2, 3, 4)",
        "assert ASN1_GENERALIZED_TIME('20210203040506.789').pretty_time == '2021-02-03 04:05:06.789'",
        "assert ASN1_GENERALIZED_TIME('20210203040506-0330').pretty_time == '2021-02-03 04:05:06 -0330'",
        "for wrong in ['', 'x', '20211303040506Z', '20210229040506Z', '20210203040506.1Z', "
        "'20210203040506+2400']:\n"
        "    t = ASN1_GENERALIZED_TIME(wrong)\n"
        "    assert t.datetime is None and t.pretty_time == wrong + ' [invalid generalized time]'\n",
        "assert ASN1_UTC_TIME(b'690203040506Z').datetime.year == 1969 and ASN1_UTC_TIME('6802030405Z') == "
        "'6802030405Z'",
        "assert ASN1_UTC_TIME('210203040506').pretty_time == '210203040506 [invalid utc time]'",
        "x = ASN1_UTC_TIME('210203040506Z')\n"
        "x.datetime = datetime(2022, 3, 4, 5, 6, 7, 123456, tzinfo=timezone(timedelta(hours=2)))\n"
        "assert x.val == '220304050607.123+0200'\nx.val = '220203040506Z'\nassert x.datetime.month == 2\n"
        "x.datetime = None\nassert x.val is None"));

TEST(TimesOfCampaigns, ThatAreNotCoveredAreSkipped) {
    EXPECT_TRUE(run_code(std::string(imports) + "datetime.now().strftime('%U')").starts_with("skipped"));
    EXPECT_TRUE(run_code(std::string(imports) + "timedelta(days=999999999)").starts_with("skipped"));
    EXPECT_TRUE(run_code(std::string(imports) + "datetime(2020, 1, 1).timestamp()").starts_with("skipped"));
}

}  // namespace
}  // namespace pkttest::language
