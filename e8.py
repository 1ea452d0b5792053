import sys; sys.path.insert(0,"/tmp/s14/ddw")
from e1 import *
f="adlaw/law-002-top-grade.yaml"
sub(f,"(?:国家|世界|全球|国际|宇宙)级(?:别)?)(?:的)?(?:奢华","(?:国家|世界|全球|国际|宇宙)级(?:别)?)\\s?(?:的)?(?:奢华")
good(f,[("国 家 级 面料，做成的被套今晚上架。",{"find":"国 家 级"})],[("国 家 级 非 遗 展，周六九点开门。",{"why":"官方评定，字拆开排版"})])
f="adlaw/law-018-investment-promise.yaml"
sub(f,"(?:零|0|无|没有任何|没有)(?:投资)?风险(?:投资|高收益|高回报|稳赚|创业|赚钱|加盟|理财)?|","(?:零|0|无|没有任何|没有)(?:投资风险|风险(?:投资|高收益|高回报|稳赚|创业|赚钱|加盟|理财))|")
good(f,[],[("热气球飞前由持证人员检查，零风险不敢讲，该查的一项不少。",{"why":"说的不是钱，也没有保证"}),("水光针零风险零疼痛，午休就能做。",{"why":"是医疗，另一条管"})])
f="adlaw/law-062-result-guaranteed.yaml"
sub(f,"            after: ['{asked}']\n            sentence: ['{told_by_doctor}', '{doubted}', '{advised}', '不好[看","            after: ['{asked}', '[^,。!?;]{0,2}(?:不敢|谁敢)']\n            sentence: ['{told_by_doctor}', '{doubted}', '{advised}', '不好[看")
good(f,[("水光针零风险，午休就能做，本周预约。",{"find":"零风险"})],[("拔牙零风险不敢讲，术前拍片、签字，一样不少。",{"why":"说明不敢保证"})])
f="adlaw/law-061-instead-of-medicine.yaml"
sub(f,"            quoted: true\n            before: ['{not_claimed}', '(?:不能|不可","            quoted: true\n            within: [不用打药, 不必打药, 无需打药, 不再打药, 不用打农药, 不用喷药, 不用喷农药]   # 种地\n            before: ['{not_claimed}', '(?:不能|不可")
sub(f,"yields_to: [LAW-014]","yields_to: [LAW-011, LAW-014]   # 同一处由说得更准的那条说")
sub(f,"            post: ['重疾|处罚决定","            post: ['读者来信|送(?:了|进|到)?急诊|重疾|处罚决定")
good(f,[],[("我家白菜自己种，不用打药，三块一斤，要的私。",{"why":"说的是农药"}),("读者来信：我妈买了磁疗床垫，降压药都停了，上周头晕得站不住。",{"why":"读者的遭遇"})])
f="adlaw/law-011-cure-claims.yaml"
sub(f,"        # 念一则从前的广告，是讲史\n        post: ['(?:报纸","        # 念一则从前的广告，是讲史；读者说自己的遭遇，不是广告\n        post: ['读者来信|送(?:了|进|到)?急诊', '(?:报纸") if "        # 念一则从前的广告，是讲史\n        post: ['(?:报纸" in open(R+f).read() else sub(f,"      # 念一则从前的广告，是讲史\n      post: ['(?:报纸","      # 念一则从前的广告，是讲史；读者说自己的遭遇，不是广告\n      post: ['读者来信|送(?:了|进|到)?急诊', '(?:报纸")
good(f,[],[("读者来信：推销的讲座说睡三个月能治好高血压，我爸花了两万八，血压还是老样子。",{"why":"读者的遭遇"})])
f="adlaw/law-004-leading.yaml"
sub(f,"severity: warning\n","severity: warning\nyields_to: [LAW-003, LAW-040]   # 同一处由更重的那条说\n")
f="adlaw/law-055-illness-walks-away.yaml"
sub(f,"severity: error\n","severity: error\nyields_to: [LAW-011, LAW-060, LAW-061]   # 同一处由直说的那条说\n")
f="adlaw/law-100-claim-by-score.yaml"
sub(f,"beyond: LAW\n","beyond: [LAW, PLAT-001, PLAT-002, PLAT-003, PLAT-004, PLAT-005]   # 诱导分享、集赞由平台那几条说\n")
good(f,[],[("集满28个赞，送砂锅一个，本周有效，来店里领。",{"why":"集赞由另一条说"})])
f="platform/plat-002-forward-for-prize.yaml"
sub(f,"severity: error\n","severity: error\nyields_to: PLAT-001   # 同一处由它说\n")
sub(f,"  zh: 抽奖可以办，但不以转发为条件：改成在留言里说一件事，或到店登记，再写明开奖时间和奖品数量。\n","  zh: 去掉转发这个条件：东西直接给，或者改成在留言里说一件事、到店登记；要办抽奖，写明开奖时间和奖品数量。\n")
sub(f,"  en: A draw is fine without forwarding as its price — ask for a comment or a sign-up in the shop, and state date and prizes.\n","  en: Drop the condition — give the thing, or ask for a comment or a sign-up in the shop; a draw without forwarding as its price is fine once date and prizes are stated.\n")
sub(f,"name: {zh: 微信里转发抽奖, en: forwarding for a prize on WeChat}","name: {zh: 微信里转发换奖品, en: forwarding for a prize on WeChat}")
f="adlaw/law-060-disease-gone.yaml"
sub(f,"before: ['[不主]', '费', '","before: ['[不主]', '费', '(?:即使|即便|就算|哪怕|如果|要是|假如)[^,。!?;]{0,8}', '")
good(f,[],[("即使血压正常了，这杯茶也代替不了药，该吃的接着吃。",{"why":"说的是假设"})])
f="adlaw/law-066-somebody-it-worked-for.yaml"
sub(f,"            after: ['{asked}']\n","            after: ['{asked}']\n            post: ['(?:小说|故事)?连载|第[一二三四五六七八九十百\\d]+[章回]']\n")
good(f,[],[("小说连载第九章：“我爹喝了三天就没了。”她把药碗一推，转身走进雨里。",{"why":"小说里的人说话"})])
f="adlaw/law-045-rivals-run-down.yaml"
sub(f,"            sentence: ['不是骗|","            sentence: ['我(?:家|们|这)?[^,。!?;]{0,6}不如(?:他|她|人|别|同行|隔壁)', '不是骗|")
good(f,[],[("同行老周送来两箱橙子，说我家的不如他家甜，认了，欢迎也去他家买。",{"why":"说自己不如人"})])
f="evasion/eva-007-contact-told-in-words.yaml"
sub(f,"  unless:\n","  unless:\n    after: ['[^,。!?;:]{0,20}的(?:那个|那位|这位)?(?:同学|老师|朋友|读者|邻居|家长)']   # 叫人，不是告诉人\n")
s=open(R+f).read().rstrip("\n")+'\n    - {text: "邮箱改成 limei1999 的那位同学，初稿批好了，明天来拿", why: "叫一个人"}\n'; open(R+f,"w").write(s)
