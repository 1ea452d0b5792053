import sys; sys.path.insert(0,"/tmp/s14/ddw")
from e1 import *
for f in ("platform/plat-050-sms-opt-out.yaml","platform/plat-051-sms-signature.yaml"):
    s=open(R+f).read()
    i=s.index("          - '(?P<hit>(?:第[二三两23]"); j=s.index("\n",i)
    s=s[:i]+"          - '(?P<hit>(?:第[二三两23][件杯份双位]|全场|一律)半价)'\n          - '(?P<hit>(?:到店|进店|来店|试穿|试戴|来试|试了|试试)[^,。!?;\\n]{0,4}送(?:一[\\p{Han}]{0,2}|[\\p{Han}]{1,3}))(?:$|[,。!~])'"+s[j:]
    open(R+f,"w").write(s)
sub("platform/plat-051-sms-signature.yaml","unless: {negated: true, post: ['验证码|动态码']}","unless: {negated: true, before: ['打了'], post: ['验证码|动态码']}")
sub("platform/plat-050-sms-opt-out.yaml","          negated: true\n","          negated: true\n          before: ['打了']\n")
good("platform/plat-050-sms-opt-out.yaml",[],[("他们打了六折也没人买，你别去了，周末来我家吃饭。",{"why":"朋友说话"})])
f="adlaw/law-094-exam-insiders-hinted.yaml"
sub(f,"        sentence: ['{told_of}', '{advised}', '{doubted}']","        after: ['\\?']\n        sentence: ['{told_of}', '{advised}', '{doubted}']")
sub("adlaw/law-095-loan-claims.yaml","find: '征信花了没关系，當天放款'","find: '征信花了没关系，當天放款三萬起'")
