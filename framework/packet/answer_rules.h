// What must agree for a packet to answer another: Scapy's conf.checkIPaddr and its like.
#pragma once

namespace pkttest {

struct AnswerRules {
    bool addresses = true;      ///< The answer comes from where the request went; checkIPaddr.
    bool sources = true;        ///< Both addresses make request and answer find each other; checkIPsrc.
    bool outer_headers = true;  ///< Headers around another IP header count; checkIPinIP.
};
/// Those of this thread.
inline AnswerRules& answer_rules() {
    static thread_local AnswerRules rules;
    return rules;
}

}  // namespace pkttest
