/* pinyin_table: made by pinyin_gen.sh from Unicode 15.0.0 (Unihan_Readings.txt: kMandarin, kHanyuPinlu, kXHC1983, kTGHZ2013). Do not edit.
 * Copyright (c) 1991-2022 Unicode, Inc. All rights reserved.
 * Distributed under the Terms of Use in https://www.unicode.org/copyright.html. */
/* clang-format off */
/* One letter a character, '.' none, a capital: several, see `several`. */
static const char initials[] =
  "yDkqsxhWzssxjbymgcczQpssqbycdscdqldylybsgjgyqzjjfgcclzzbwdwzjljpfyynwjjtMyyzwzhfLyppqhgcCyyyMjqyxxgjxhsdsjnjjsmhmlzrxyfsngsyczQz"
  "ggllyjlmyzssecykyyhqwjssggyxyqyJtwkdjhychmyxjtlxjyqbyxdldMrrjjwysrldzjpCbzjjbrcfslbczstzfxxthtrqgGbdlyccscymmrfcyqzpwwjjyfcrwfdf"
  "zqpyddwyxkyjawjffxjpdftzyhHycyswCcyXsclcxxwzzxnbgnnxbxlzsqCbsJpysyzDhmdzbqbzcwdzzyytzhbtsyyfzgntnxqywqskbphhlxgybfmjEbjhhgqtjcys"
  "xstkzglyckglysmzxyalmelDccxgzyrcxsdltJzCqkcnnjwhjczzcqljststbnxBtyxceqxgkwjyflzqlyhjqspsfxlFpbYQxxxydcczylllsjxfhjxpjbCffyabyxbh"
  "czbjyclwlczggbtssmdtjcxpThyqtgJjscjfzkjzjqnlzwlslhdzbwjncjzyzsqnycqyrzcjjwybrtwpyftwexcskdzctbxhyzCyyjxzcfbzzmjyxxCdczottbzljwfc"
  "GszsxfyrlnyjmbdthjxsqjccsbxyytsyfbjdztgbcnclcyzzbsaCyzzscjcshzqydxlbpjllmqxtydzxsqjtzpxlcglqccwjbhctdJjsfxjejjTlbgxsxjmyjjqpfzas"
  "yjncydjxkjcdjszcbartcclnjqmwnqnclllkbybzzsyhqcltwlccrshllzntylnEwyzyxczxxgdkdmtcedEjtsyys.dqdfmsd.jlhrwnqlybglxhlgtgxbQjdZfyjsjy"
  "jcjmrnymgrcjczgjmzmgxmmryxkjnymsgmzjymklfxmbdtgFbhcjhkylpfmdxlqjjsmtqgzsjlqdldgjycalcmzcsdjllnxdjffffjczfmzffpfkhkgdpqxktAcjdhhz"
  "dddrrcfqyjkqccwjdxhwjlyllzgcfcqdsmlzpbjjPlsbcjggdckkdezsQSckjgcgkdjtjllzycxklqScgjcltfpcqczgwbjdqSdjjbyjhsjddwgfsjgdkccctllpspkJ"
  "gqjhzzljplgjgjjthjjyjzcjmlzlyqbgjwmljkxzdznjqsyzmljlljkywxmkjlhskjgbmclyymkxjqlbmclkmdxxkwyxwslmlpsjqjCqxyjfjtjdxmxxllcrqbsyjbgw"
  "ywxggbcyxpjtgpepfgdjgbhbnSfjyzjkjkhxqfgqzkfhygkhdgllsdjjxpQykybnQsxqnszswhbsxwhxwbZzxDmndjbsbkbbzKlylxgwxjjwaqzmywsjqlcjxxjqwjeq"
  "xsCwetlzhlyyysdzpyqyzCPtlshtzcfycyxyljSdcjjagyslcllyyysglrqqeldxzsCCccadycjysfsgbfrsszqsbxXpsjwsdrckgJlgDkzjZbdktcsyqpYhstcldjlh"
  "mXmcgxyzHjdCtmhltxzXylYmohyjcltyfBqqjbFbdfehtKsqhzywwcnxxcdwhhwgyjlegmDQcwgfjhCsntWyDolbygwqwesjpwnmlrydzsztxyqpzgCwxHnGpyxshmdq"
  "JhztdppbfyhzhhjyfdzwkgKzbldntsxhqeegzxylzmmzyjzGszxHhkhtxexxgylyapsthxdwhzydpxagkydxbHnhxkdfjnmyhylpmgOcsLnzhkxxlbzzlbmlsfbhhgsg"
  "yyggbhscyajtxwlxtzqcWzydqdqmmGdqlLszhlsjzwfJHqswscelqazynytlsxthaznkzzsdhlacxtwwcsgqqtddyzbcchyqzfLxpslzygpzsznglydqCbdlxjtctajd"
  "kywnsyzljhhDzcwNyyzyOmhychhhxhjkzwsxhdnxlyscqyDpclyZwmypbkxyjlkzhtyhAxqsyshxAsmchkDscrswjpwqsgzjlwwschs.hsqnhzsngndaqtbaalzzmsst"
  "dqjcjktscjaxplgGxhhgoxzcXpdmmhldgtybysjmxhmrCplxjzCkzxshFlqxcCdHxezfchzccdytcjyxqhlxdhypjqxnlsyydzozjnHxqezysjyayJkypdghddxsppyz"
  "ndltHrhXydpcjjhtcxmctlhbynyhmhzllhnXmylllmdcppxhmxdkycyrdltxjchhznxclcclylnzsxzjzzlnnllwhyqsnJhxynttDkyjpychhyegkcttwlgqrlggtgty"
  "gyhpyhylQyqgcwyqkpyyyttttlhyHlltyttsplkyzWgYwgpydqqzzdqxskcQnmjjzzbxyqmjrtfBbtkHzkbjdjjkdjjtlbwfzpbtkqtztgpdGntpjyfalqmKgxbCclzf"
  "hzclllladpmxDjhlcclgyhdzfgyddgcyyfgydxkssebdhykdkdkhnaxxybfbyyhxcqgabfqyjjdmljcsjzllBchbsxgjyndybyqspqwjlzkCddtaccbkzdyzypjzqsjn"
  "kktknjDjgyepgtlfyqkasDntcyhblgdzhBbyDmjrYgkzyheyybCmcdtyfzjjhgcjplxhldwxjjkytcyksssmTwcttqzlzbszdtwzxgzagyktywxlhlcpbclloqmmzssl"
  "cmbjcszzkydczxgqjdsmcytzqqlwzqzxssbpkdfqmddzdsddtdmfhtdyzjaqjqkypbdjyyxtljhdrqxxxhaydhrjlklytwhllrllrcxylbwsrszzsymKzzhhkyhxksmz"
  "syzgcjfbzbsqlfcxxxnxkxwymsddyqwggqmmyhcdzttfgyyHgstttybykJdhkyJbelhdypjQnfxfdqkzhQkzbyjtzbxhfdxbdaswHawajldyjsfhbldnndnqjtjnchxf"
  "jsrfwhzfmdrfjyhwzpdjkzyjymfcyznynxfbytfWfwygdbnzzzdnytxzemmqbsqehxfzmbmflzzsrsymjgsxwzjsprydjsjgxhjjgLjjynzjjxhgjkymlpeyycsysgqz"
  "swhwlyrjlpxslcxmfsmwkcctnxnynpnjszhdzeptxMwywAyysywlxjqzqxzdclaeelmcpjpclwbxsqhfwrtffjtnqjhjqdxhwlbyCnfjlalkyyjldxhhycstdywnCjtx"
  "ywdrmdrqhwqcmfjdyzmhmayxjwmyzqsxtlmrspwwchajbxtgcypxyyrrclmpamgkqjszyjrmyjsnxtplnbappypylxmyzkynldgyjzczhnlmzhhanqmpgwqtzmxxmllh"
  "gdzxyhxkrxycjmffxyhjfsbssqlHxndycannmtcjcyprrnytyqnyymbmsxndlylysljnlQyshqmllyzlzjjjkyMzcsfbzxxmstbjgnxyzhlsnmcqscyznfzlxbrnnnyl"
  "mnrtgzqysatswryhyjzMzdhzgzdwybsscskxsyhytsxgcqgxzzbhyxjscrhmkkbSczjyjymkqhzjfnbhmqhysnjnzybknqmcjgqhwlsnzswxkhljhyybqcbfcdsxdlds"
  "pfzfskJJzWzxsddxjseeegjscssmgclxxkYwyllymwwwgydkzjgggtggsycknjWNjpcxbjjtqtjwdssPjxzxnzxwmelptfSxtllxcljxjjljSxcTnswxlehhlYqrwhsy"
  "csqrybyaywjejqfwqcqqcjqgxaldbzzyjgkgxpltQyfxjltpadkyqhpmatlcpdhkxmtxybhblefxdleegqDymsawhZmljtwyqxlyJzljeeyxbqqffnlyxrdsctgjgxyY"
  "lkllxqkcctlhjlqmkkzgcyygllljdzgydhzwxpysjbzkdzgyzzhywyfqytyzszyezklymhjjhtsmQwyzlkyywzcsrkqyqltdxwcdrjklwsqzwbdcqyncjsrszjlkcdcd"
  "tlzzzacqqczddxyplxcbqjylzllljddzJgyjyjZyxnyyynxjxkxdazwyrdljyyyrjlglldrxjcykywnqcclddnyyykyckczhjxcclgzqjgjwppcqqjYsbzzXyjxjbxjf"
  "zbSbdsfnsfpzxhdwztdmpptblzzbzdmyypqjrsdzsqzsqxbdgCpzswdwcsqzgmdhzxmwwfybpdgphtmjthzsmmbgzmbzjcfzhfCbbzmqcfmbCmcjxlgpnjbbxgyhyyjG"
  "ptzgzmqbqdcgybjxlwzkydpdymgcftpfxyztzxdzxtgkmtybbclbjaskytssqyymsCxfjeGlSllszbqjjJaklyldlycctsxmcwfgkkbqxlllljyxtyltyxytdpjhnhgn"
  "kbyqNfjyyzbyyessessgdyhfhwtcjbsdzjtfdmxhcnjzymqwsrxjdzjQpDQbbsdjggfbkjbxDgJhmgwjjjgdllthzhhyyyyyysxwtyyyccbdbpypzyccztjFzywcbdlf"
  "wzcwjdxxhyhlhwczxjtczlcdpxdjczczlyxjjsjbhfxwpywxzptdzzbdccjhjhmlxbqxxbylrddgjrrctttgqsczwmxfytmwzcwjwxjywcSkybzqccttqnhxnkxxkhkf"
  "htswoccjybcmpzzyjbnnzpbthHjdlscddytyfjpxyngfxbyqxcbhxcbsxtyzdmzysnxsxlhkmzxlthdhkghxjsshqyhhcjyxglhzxcsnhekDtgqxqypkdhExtykcnymy"
  "yypkqyytjxzlthhqtbyqhxbmyhsqcKwwyllhcyylnneqxqwmcfbdccmljggxdqktlxkgnqcdgzjwyjjlyhhqtttnwchhxCxwhEszjydjccdbqcdgdnyxzdhcqrxcbmzt"
  "qcbxwgqwyybxhmbymykdyecmqkyaqyngyzslfykkqgyssqyshjgjcnxkzycxsbkyxhyylstycxqthysmgscpmmgcccccmtztasmgqzjhklosqylswtmqsyqkdzljqqyp"
  "lcycztcqqpbbqjzclpkhqcyyxxdtdddsjcxffllchqxmjlwcjcxtspycxndtjshjwxdqqjckxyamylsjhmlalykxcyydmamdqmlmcznnyybzkkyflmchcmlhxrcjjhsy"
  "lnmtjgGzgywjXsrXcwjgjqhqzdqJdzjjzkjkgdzqgjjyjylHzxXcdqhhhestmhlfsBdjsyyshfyssczqlpBdrfrztzdKykGsctgkwdqzrkmsynbcrxqBjyfaxpzzedzc"
  "jykbcjwhyjbqdzywnyszptdkZpfpbAztklqyhbbzpnbptyzzybhnydcpjmmcycqmcjfzzdcmnlfpbplngqjtbttAjzpzbbdnjkljqylnbzqhKsjznggqsczkyxchpZsn"
  "bcgzkddzqanzgjkdntlzldwjljzlyWtXndjzjhxyatncbgtzcsskmnjpjytsrwxcfjwjjtkhtzplbhsnjzsyjbwbzyzlstlsbjhdwwqpslmmfbjdwajyzccjtbnnrzwq"
  "xcdslqgdsdpdzhjtqqpsqlyyjzlgyhSzlctcbjtktyczjtqkbpjlgmjzDmCsgpynjzjjyyknhrpwszxmTncszzyxybyhyzaxywkcjtllckjjtjhgcxDxyqyczbywblwq"
  "cglzgjgqrqcczssbcrBcskydznljsqgxssjmecnstztpbdlthzwhqwqtzexnqczgweskssbybstscsjccgbfsdqszlccglllzghzcthcnmjgyzaznmckcstjmmzCkbjy"
  "gqljyjppldxrgzyxccsnhshgdznlzhzjjcdDcbcjflbfqbCzzwpqdnhxljcthqWjgylnlszzpcjdscqqhjqkdxkpbajyemsmjtzdxlcjyryynwjbngzzkmjxltbsllrT"
  "pylcsznxjhllhyllqqZqlxymrcwcxsljmczltzldwdjjllnzggqxppskygyggbfzpdkmwghcxmcgdxjmcjsdycabxjdlnbcddygskydjtxdjjyxmsaqazdzfslqxyjsj"
  "zylblxxwxqqzbjzlfbblylwdsljhxjyzjwtdjcyfqzqzzdCsxzzqlzcdzfchYspympqzmlpplffxjjnzzylsjyyqzfpfzksyWjjjhrdjzzxtxxglghtdxcskyswmmtcw"
  "ybazbjkshfhgcxmhfqhyxxyzftsjyzbxyxpzlchmzmbxhzzssyfDmncwdabazlxktcshhxkxjjzjsthygxsxyyhhhjwxkzxCsbzzwwhhcwtzzzpjxsnxqqjgzyzAwllc"
  "wxzfxgyxyhxmkyyswsqmnjnaycyspmjkGwcqhylAjjmzxhmmcnzhBhxclxtjpltxyjhdyylttxfszhyxxsjbjyayrsmxyPlckdlyhlxrlnllstyzyyqygyhhsccsmcCt"
  "zcxHyqfpyyrpfflfqtntszllzmhwtCjQyzwtllmlmdwmbzsSmzrbpdddlgjjbxccsrzqqygwcsxfwzlxccrBtdzmcyggdlqsgtjmwljmymmsyhfbjdgyxccpshxCzcsb"
  "sjwjgjmpbwaffyfnxhydxzylremzgzCyzsszdlljcsqfzxxkptxzgxjjGBmyyysnbDylbnlhbfzdcyfbmgqrrmsszxysGtznnydzzCdgbjafjbdknzblcSsCpsgzycjs"
  "zlmlrZzbzzldlsLlysxsqzQlyxzlsGkbrXbrbzcycxzjzeeyfgklzlyyhgysgzlfjhgtgwkraajyzkzqtsshjjxdzyz.yjlzyrzdqqhGjzxsszbtkjPbfrtjxllfqwjg"
  "slqtymblpzdxtzagbdhzzrbgjhwnjtjxlhsCfsmwlldqysjtxkzscfwjlbxftzlljzllqblcqmqqcgcdfpbbhzczjlpyygjdtgwdcfczqyyyqysrclqzfklzzzgffSqn"
  "wglhjycjjCzlqzCyjBjzzbpdccmhjgxdqdgdlzqmfgpsytsdyfwwdjzjySxyycjcyhZwpbyhxrylybhkjksfxtzjmmcHhlltnyymsxxyzpYjjycDyzwmtjjKqyrhllqx"
  "psgtlwycljscbxjyzfnmlrgjjtyzBsyzmsjyjhgfzqmsyxrszcwtlrtqzsstkxgqggsptgcdnjsgcqcqhmxggztqydjKzdlbzsxjlhyqgggthqscpyhjhhgnygkggcmj"
  "dzLlcClxqsftgzslllmlcskctbljzzszmmnytpzsxqhjcjyqxyexzqzcpshkzzysxcdfgmwqrllqxrfztlysdctmjcsjjdhjnxtnrztzfqrhqgllgcxszsjdjljcytsj"
  "tlnyxhszxcgjzyqpylfhdjsbpcczGjjjqzjqdybssllcmyttmqtbhjqnnygKynqyqmzgcjkpdcgmyzhqllsllclmholzgdyLfzsljcqzlylzcjeshnylljxgjxlyjyyy"
  "xnbcljsswcqqcjyllcldjyllzllbnylgqchxyyqoxccqkyjxxhyklksxAYqCcqkkkkcsgyxxyqxygwtjohthxpxxCSshcyeychzzcbwqbbwjqcscszsslzylgdesjzmm"
  "ymcytsdsxxscjpqqsqylyfZychdjdzywcbtjsydjhcyddjlbdjjsodzyqysqKxxdhhgqjyohdyxwgmmmajdybbbppbcmhcpljzsmtxerxjmhqdstpjdcbssmsssthjts"
  "lmmtrcplzszmlqdSdmjmqpnqdxcfynbfsdqqyxhyaykqyddlqyyysszbydslntfGtzqbzmchdhczcwfdxtmqqsphqwwxsrgjcwtjTzzqmgwjjrjhtqjbbgwzfxjhnqfx"
  "xqywyyhyScdyDhhqmnmDmmcpbszppzzglmzfollcfwhmmsjzttthlmyffytzzgzyskjjxqyjzqPhMbzzlyghgfmshpcfzsnclpbqsnjszslxjfpmtyjygbxLldLxpzjy"
  "pjyhhzcywhjylsjexfSSzywxkzjllaDtmlymqjpwxxhxsktqjezrpxxzghmhwqpwqlyjjQjjzszcfHjlchHnxjlqwzJhbmzyxbdhhypylhlhLgfwlcfyytlhjjcjmscp"
  "xstkpnhjxsntYxxtestjctlsslstdlllwWyhdhrjzsfgxssyczykWhtdhwjslhtzdqdjzxxqggyltzphcsqfzlnjtclzpfstpdynylgmjllycqhynsbchylhqyQtmzyb"
  "bywrfqykjsyslzdyjMpxyyssrhzjnyqtqdfzbwWdwwrxcwhgyhxmkmyyyhmsmzhngcepmlqqmtcwctmhmxjpjjhfxyyzsjchtybmstsyjdtJjqyTlhynbyqzlcxcnzws"
  "mylKfjxlwgbypjytysylymzcktTwlgsmzsylmpwlzwxwqzssaQsyxyrhssntsrapCcpwcmgdhhxzdzXfjhgzttsbjhgyglzysmyclllYbtyxhbbzjkssdmalhhycfygm"
  "qypjycqxjllljgclzgqlycjcctotyxmtmshllwcgfxymzmkLpszzZxhhjyslctyjcyhxsgyxzkxlzwpyjpdhjwpjpwsqqxlxxdhmrslzcyzwstcxkystzshbsccstplw"
  "sscjChjlcgchssphylhfhhxjsxyllnylMzdhzxylsxlwzyHcldyahzcmdDyspjtqjzlngjfsjshctsdszlblmssmnyymjqbjhrcwtyydchqlJapzwbgqybkfcmjwlzll"
  "yylszydwhxpsbcmljPscgbhxlqhyrljxyswxhxzLldfhlslymjljyflyjycdrjlfsyzfsllcqyqfgjyhyszlylmstdjcyhbzllnwlxxygyyhbmgdhxxhhlzzjzxczzzc"
  "yqzfnJwpylcpkpykpmclGkdgxzggwqbdxzzkzfbxxlzxjtPjpttbytszzdwslchzhsltjxhqlhyxxxywzyswtmzkhlxzxzpyhgchkjfsyh.tjrlxfjxptztwhplYxfcr"
  "hxshxkjxxyhzJdxjwylhyhmjDbflkhtxcWhcfwjcfpqrxqxCyyyjygrpxgscsxngwchkzdxhflxxhjjbyzwtsxNncyjjymswzjqrmhxzwfqsylzjzgbhynslbgttcseb"
  "hxxwxyhhxyxnsqyxmlywrgyqlxbbcljsylpsytjzyhyzawlhorjmksczjxxxyxchcytryxqjddsjfslyltsffyxlmtyjmjjyyyxltzcsxqzlhzxlwyxzhdnlrxhxjcDy"
  "hlbrlmbrllaxksllljlyxxlycrylcjcgjcmtlzllcyzzpzpcyawhjjfybdyyzsepckzdqyqpbpcjpdcyzbdbbcyydycnnpjmtmlrmfmmgwygbsjgygsmdqqqztxmkqwg"
  "xllpjgzbqcdjjJfpkjkcxbljmswMdtqjxldlppbxcwkcqqbfqjczAgzgmykbhyyhzykndkzmbpjyspxthlfpnyygxjdbkxnhhjhzjxstrstldxskzysybmxjlxyslbzy"
  "slhxjpfxbqnbylljqkygzmcyzzymccsldlhzgwfwyxzmwcxtynxjhbyymcysbmhysmydyshqyzchmjjmzcaahcbjbbhplxtylsxsdjgjdhkxxtxxnbhnmlngsltxmrhn"
  "lxqjxmzLlyswqgdlbjhdcgjyqyCmhwfwjyBbbyjmjwjmdpwhxqldyapdfxxbcgjspckrssyzjmslbzzjfljjjlgxzgyxyxlszqyxbexyxhgcxbpldyhwecdwwcjmbtxc"
  "hxyqxllxflyxlljlssfwdpzsmyjclmswtczbchqekcqbwlcgydblqppqzqfjqdjhymmcxtxdrmjwrhxcjzClqxdyynhyyhrslsrsywwzjymtltllgZqcjzyabsckzcjy"
  "ccqljsqxalmzyyywlwdxzxqdllqshgpjfjljhjabcqzdjgthhsstcyjlbswzlxzxrwgldlzrlzqtgsllllzlymxqgdzhgbdbhzpbrlw.xqbpfdwo..whlypcbjcc.dmb"
  "zpbzz.cyqxldomzblzwpdwyygdstthcsqsccrsssyslfybfntyjszdfndpThtzzmbblxlcmyffgtjjqwftmdpjwdnlbzCmmctgbdzlqlpyFhSymjylsdchdzjwjcctlj"
  "cldtljjcpddPjdsszynndbjlggjzxsxNlycybjjqxcbylzcfzppgkcxzdzfztjjfjsjxzbnzyjqttyjwhtyczhymdjxttmpxsflzcdwslshxybzgtfmlcjtacbbmgdew"
  "ycyzcdszCyhflyctygwhkjyylsjcxgywjcbhlcsNddbtzbsclyzczzssqdllmqyyhfllqllxfdyhabxggnywyypllsdldllbjcyxjzmlhljdxyyqytdlllbbgbfdfbbQ"
  "jzzmdpjhgclgmjjpgaehhbwcqxaxhhhzchxyphjaxhlphjpgpzjqcqzgjjzzgzdmqyybzzphyhybwhazyjhykfgdpfqSdlzmljxjpgalxzdaglmdgxmwzqytxdxxpfdm"
  "mSsympfmdmmkxksyzyshdzkjsysmmzzzmsydnzzczxbmlstmddnmxckjmztyymzmzzmsshhdccjemxxkljstgwlsqlyjzllsjssdbpmhnlyjczyhmxxhgzcjmdhxtkgr"
  "mxfwmckmwkdcksxqmmmszzydkmsclcmpcgmwrpxqpzdsslcxkyxtmlgjyahzjgzQmcsnxyhmmpmlkjxmhlmlgmxctkzmJjyszjsyszhsyjzjcdajzybSdqjzgwzkgxfk"
  "dmsdjlfmeHkzqkjbeypzyszcdwyjffmzjykttdzzefmzlbnpplplpbpszalltylkckqzkgenqlWaGXxyDpxlHsxqqwqykxqclhyxxmlyccwlymqyskychlcjnszkpyzk"
  "cqzqljbdMdjhlasqlbydwqlwdnbqcryddDtjybkbwszdxdtnpjdtctqdfxqqmgnseclstBhpwslctxxLpwydzklzygzcqapllkccylbqmqczqcljslqzdjxldthpzqdl"
  "jjxzqdjyzhkzljcyqdyjppypeakjyrmpcbymcxkllzllfqpylllmbsglcysslrsysqtmxyxQqzbdzrysyztffMzzsmzqhzssccMlyxwtpzgxzJgzgsjsgkddhtqggzll"
  "bjdzlCbzhyxyzhzfywxyzymsdbzzyjgtsmtfxqyxjsCdgslnMdlrytzlryylxqhtxsrtzcgyxbnqqZfhykmzjbzyMkbpnlyzpblmcnqyzzzsjzhjctzhhyzzjrdyzhnf"
  "xglfxslkgjtctssyllgzrzbbjzzklpkbczyslxyxbjfpnjzzxcdwxzyjxzzdjJgggrsrjkmcmzjlsjywqshyhqjsxpjzZzlsnshrnypjtwchklbsrzlcxwjqxqkysjyc"
  "ztlqzybbybwzjqdwgyzcytjcjxckcwdkkzxsgkdzXwwyyjqyytcytdjlxwkczkklcclzcqqdzlqlcsfqchqhsfsmqzzllbjjzbsjhtsjdysjqjpdlzcdcwjkjzzlpycg"
  "mzwdjjbsjqzsyzyhhxcbbjydssddzncglqmbtsfcbfdzdlznfgfjgfsmptjqlmblgqcyyxbqkdxjqsrfkztjdhczklbsdzcfYtplljgjhtxzcsszzxstCygkgckgyOqx"
  "jplzbbbgtgyjdgczqszlbjlsjfzgkqqjcgyczbzqtldxrjxbsxxpzxhyzyclwdsjjhxmfczpfzhqhqmqgkslyhtycgfrzgnqxclpdlbzcsczqlljblhbdcypCzppdymt"
  "zsgyhckcpzjgslclnscdsldlxbmsdlddfjmkdjdhslzxlszqpqpgjllybdszgqlbzlslkyyhzttncjyqtzzfszqztlljtyyllqllqyzqlbdzlslyyzymdfszsnhlxznc"
  "zqzbbwskrfbcyzmthblgjpmcZzcstlxshtzcyZlzblfeqhlxflcjlyljqcbzlzjghsstbrmhxzhjzclxfnbgxgtqjcztmsfzkjmssnxljkbhszxntnlzdntlmsjXgzjy"
  "jczxyhyhwrwwqnztnfjscpzshzjfyrdjsfscjzbjfzqzchzlxfxsbzqlzsgyftzdcszxzjbqmszkjrhxjzcgbjkhchgtJkjqglxbxfGdrtylxjxgdtsjxhjzjjcmzlcq"
  "sbtxhqgxttxhxftsdkfjhzyjfjxrzCdlllcqsqqzqwqxswqtwgwbzcgcLlqzbclmqqtzgzxzxljfrmyzflxysqxxjkxrmjdcdmmyxbsqbhgcmwfwtgmxlzbyytgzyccd"
  "xyzxswgxyjyznbgpzjcqsyxcxrtfycgrhztxszzthcbfclsyxzljqmzlmplmxzjssFlbysmYqhxjsxrxsqzzzsslyflczjrcrxhhzxqydshxsjjhzcxjbdynsysxjbql"
  "pxzqpymlxzkyxlxcjlcycrxzzlLdlllsjyHzXGyjwkjrwyhcpsgnrzLfzwfzznsxgxflzsxzzzbfcsyjdbrjkrdhhGxjljjtgxjxxstjtjxlyxqfcsgswmsbctlqzzwl"
  "zzkxjmltmJyhsddBxgzhdlbmyjfrzfcgclyjbpmlysmsxlszjqQhJzfxgfqfqbpxzgyyqxgztcqwyltlgwwgwhllfsfgzjmgmgbgtjfsyzzgzyzaflsspmlBflcwbjzc"
  "ljjmzlpjjlymqdmyyyfbgygqzglyzdxqyxrqqqhsxyyqqygjtyxfsfsllgnqcygycwfhcccfxbylypllzqxxxxxkqhhxshjDcfdsczjxcpzwhhhhhapylhalpqafyhxd"
  "yllkmzQgggddesrNnDltzgchyBpysqjjhclljtolnjpzljlhymheydydsqycddhgzpndzclzywllznteytgxlhslpjjbdgwxpcdntjcklkclwkllcasstknzdnqnttly"
  "yzssysszzryljqkcgbhhcrxrzydgrgcwcgzhfffppjfzynakrgywyqpqxxfkjtszzxswzddfbbqtbgtzfznpzfpzxzpjszbmqhkcyxyldkljnypkyghgdcjxxeahpnzg"
  "ctzcmxcxmmjxnkszqnmnlwbwwxjjyhclstmcsqDJcxxtpcnPdtnnpglllzcjlspblplkcdtnjnLyYrscffjfqwdpgzdwmnzcclodaxnssnyzrestyjwjyjdbcfxnmwtt"
  "BqlwstszgybljpxglboclgpcbjftmxzljylzxcltpnclcgxtfzjshcrxsfySzdkntlbyjcyjllstgqcbxnwzxbxklylhzlqzlnzcqwgzlgzjnCjgcmnzzgjdzxtzjxyc"
  "yycxxjyyxjjxsssjstssttppghtcsxwzdcsyfptfbchfBblzjclzzdbxgcxlqpxkfzflsyltywbmnjhskbmddbcysccldxycddqlyjjhmqllcsgljjsyFpyyccyltjAn"
  "tjjpwycmmgqyysQdhqMzhszxPftwwzqswqrfkJlXjqqyfbrxjhhfwjgzyqacmyfrhcyybyqwlpexcczstyrltSdmqlykmbbgmyyJprknnbbsxyxbhyzdjdnghpmfsgbw"
  "fzmfJmmbCmzZcjjlcnyxyqgmlrygQccyhzlwjgcjcggmcjjfyzzjhycfrrcmtzqzxhfqgdjxccjeaqcrjThpljlszdjrbcqhJdzrHXlyXjsymhzydwldfryhbbydtssc"
  "cwbxglpzmlzztqsscpjmmxjcSjytycGhycjwsnsxlFemwjnmkllswtxhyyygcmmcWjdqdjzglljwjnkhpzggflccsczmcbltbhbqjxqdjpdjqtghglfqawbzyJjltstd"
  "hqhctcbchflqmpwdshyytqwcnztjtlbypbpdyyyxsqkxwyyflxxncwcxybmaelykkjmzzzbrxyaqjfljpfhhhytzzxRgqqmhspgdzjwbwpjhzjdyScqwzkthxsqlzyym"
  "ysdzgrxckkhjlwpysyscsyzlrmlqsyljxbcxtlhdqzpcycykpppnsxfyzjjrcemhszmsxlxglrwgcstlrsxbygbzgztcpldjlslylymdtmtcpalcxpqjcjwtcyyzlblx"
  "bzlqmyljBghdslssdmxMbdczsxWhamlczcpjmcnhjyjnsygchskqmzzqdllkablwjqsFmocdxJrrlyqchjmybyqlrhetfjzfrfksryxfjdwdsxxlwsqjyslyxwjhsnlx"
  "yYxhbhawhhjcxwmyljcsqlkydttxbzsxfdxgxsjhhsxxybssxdpwncmrptJzczenygcxqfjxkjbdmljCmqqxloxslyxxlylljdzbtymhbfsttqqwlhogyblscalzxqlh"
  "twrrqhlstmypyxjjxmqsjpNbryxyjllyqylthylqyfmhkljdmllhfzwkzhljmlhljkljstlqxylmbhhlnlsxqchxcfxxlhyhjjgbyzzkbxscqdjqdsxjzsyHzHhmgsXc"
  "symxfebcqwwrbpyyjqtyqcyjhqqzyhmwffhgzfrjfcdbxndqyzpcyhhjlfrzgppxzdbbgzqStlgdgylcqmgchhmfywlzyxkjlypqHsywmqqgqzmlzjnsqxjqSyjtcbEh"
  "sxfssfxzwfllbcyyjdytdthwzsfjmqqyjLmqsxlldttkhhybfpwdyysqqrnqwlgwdebdwcyygcdlkjxtmxmyjsxhybrwfymwfrxyQmXysctzztfykmldhqdlwyqnlcry"
  "jblpsxcxywlsbrrjwxhqybhtydnhhgmmywytzcsqmtssccdalwztcpqpyjllqzyjswxwzzmmglmxclmxczmxmzsqtzppjqblpgxjzhfljjhycjsnxwcxsccdlxsyjdcq"
  "cxslqyclzxlzzxmxqrjmhrhzjphmfljlmlclqnldxzlllfypngjysxcqqdcmqjzzxhnpnxzmekmxXykyqlxsxtxjxyhwdcwdzhqyybgybcyscfgfSjnzdyzzjzxrzrqj"
  "jymcanhrjtldbpyzbstjhxxzypbdwfgzzrpymtngxzqbyxmbbfcckrjQjbjegrzgyclkxzdxkknsjkcljspgyyzlqqjybzssqlllkjfcBktylcccdblSppfylgydTzjy"
  "qggkqttfcxbdkdxxhybbfytyhbClpdytgdhryrnjsbtcsnyjqhklllzslydxxwbcjqsbxbfjzjcjdzfbxxbrmlazgcsnclbjdstblfrzdswsbxbcllxxlzdjzsjpylyx"
  "xyfTfffbhjjJgbygjpmmmmsscljmtlyzjxswxtyledqpjmygqzjgdjlqjwjqllsdgJgygmscljjxdtygjqjqjcjzcjgdzdshqgsJggcjhqxsnjlzzbxhsgzxcxyljxyx"
  "yydfqqjhjfxdhctxjyrxysqtjxyefyyssyxjxncyzxfxcsyszxyyschshxzzzgzzzgfjdldylnpzgyjyzyyqzpbxqbdztzczyxxyhhscxshcggqhjhgxwsztmzmehyxg"
  "ebtylzkkwytjzrclekestdbcykqqsayxcjxwwgsbhjszsdhcsjkqcxswxfctynyDpzcczjqtzwjqdzzzqzljchlsbhpydxpsxshhezdxfptjqyzzxhyaxncfzyyhxgnq"
  "mywxtzsjpkhhgymxmxqcxtsbcqsjyxhtyylybcqlmmszmjzjllcogxzaajzyhjmchhcxzsxzdznleyjjzjbhzwzzSqtzpsxztdsxjjjznyazphhyysrnqdthzhayjyjh"
  "dzxzlswclybzyecwcycrylcxnhzydzydyjdfrjjhtrsqtxyxjrjhojynxelxsfsfjzghpzSxzszdzcqzbyyklsgsjhczshdgqgxyzgxchxzjwyqwgyhkSseqzzndzfkw"
  "yssDclzstsymcdhjxxyweyxczaydmpxmdsxybsqmjmzjmtzqlpjyqzcGqhxjhhhxxhlhdldjQSldwbsxfzzyyschtytyjbhecxhjkgjfxbhyzjfxbwhbdzfyzbcapnpg"
  "nydmsxhkhhmamlnbyjtmpxyjmcthjbzyfcgtyhwphftgzzezsbzegpbmdskftycmhbllhgpzjxzjgzjyxzsbbqsczzlzccstpgxmjsftcczjzdjxcybzlfcjsyzfgszl"
  "ybcwzzbyzdzypswyjgxzbdsysxlgzbzfygczxbzhzftpbgzgejbstgkdmfhyzzJhzllzzgjqzlsfdjsscbzgpdlfzfzszyzyzsygcxsntxchczxtzzljfzgqsqyxzjqc"
  "cccdJcdxzjyqjccgxztdlgscxzsyjjqtcclQdqztqchqqjztezzzpbkkdjfcjfztybqyqttynlmbdktjcpqzjdzfpjsbnjlgyjdxjdzqkzgqkxclpzjtcjdqbxdjjjst"
  "cjnxbxcmslyjcqmtjqwwcjjnjnlllhjcwqtbzqyczczpzzdzyddcyzdzccjgtjfzdprntctjdcQtqndtjnMlzbcllctdsxkjzqDPzlbznbtjdcxfczDbCcjjltqJpldc"
  "gzdbbzjcqdcjwynllzlzccdwllxwzlxrsntqjccxkjlsgdfqtddglrlajjtklymkqlldzytdyyCygjwyxdxfrskstcdenqmrkqzhhqkdldazfkypbggpzrebzzykyzsp"
  "egjjghkqzzzslysywyzwfqznlzzlzhwcgkypqgnpgblplrrjyxcccgyhsfzfwbzywtgzxyljczwhxzjzblfflgskhyjzeyjhlpllllCYgxdrzelrhgklzzyhzlyqszzj"
  "zqljzflnbhgwlczcfjwspyxNlzlxgccPzbllcxbbbbxbbcbbcrnncccyrbbsyldcgqyyqxygmqzwtzydyjhyfwdehzdjywlccntzyjjcdedpzdztstqjhdymbjnyjzlx"
  "tsStphndjxxbyxqtzqddtjtdyztgwscszqflshlglbcjbhdlyzjyckwtydylbnydsdsycctyszyyebgexhqddwnYgyclxtdcystqmygzasccszzddlcclzrqxyyeljsb"
  "ymxshztembbllyyllytdqyshymrqxkfkbfxnxsbychXbwjyhtqbpbsbwdzylkgzskyghqzjHhxjxgnljkzlyycdxlfwfghljgjybxblybxqpqgztzplncybxdjyqydym"
  "rbesjyyhkxxstmxrczzywxyhybmcflyzhqyzmqxdbxbzwzmslpdmyckfmzklzcyjycClhxfzlydqzpzygyjyzmzxdzfyfyttqtChgsPczmlccytzxjcytjmkslpzhysn"
  "wllytpzctzzcktxdhxxtqcypksmqccyyazhtjpcylzlyjbjxtFnyljyynrxcylmmnxjsmybcsysslZylXjjqyldzdpqbfzzblfndsqkczfhhhgqmrdsxycstxnqqjpyj"
  "bfcxdyqfpnxejdgyqbsrcnfyyqpghyjdyzxgrhtkyleqdzntsmgklbsgbpyszbytjzsszjcssxzbhbsCsbzczptqfzlqflypybbjgszmxxdjmthyskkbjtxhjcelbsmj"
  "yjzcxtmljyxrzzqscxxqptzxmkyxxxjcljprmyygadyskqlsadhrskqxzxztcghztlmlwxybwsycdbhjhcfcwzsxhytkzlxqshlyczjxtmplprcgltbzztlzjcyjgdtc"
  "lglpllqpjmzpapxyzlkktkdnczzbnzCtdqqzjyjgmctxltgcszlmlhbglkfwnwzhdxphlfmkydlgxdtwzfrjejctzhydxykshwfzcqshktmqqhtchymjdjskhxdjzbzz"
  "xympajqmsdbxlsklyynwrtsqlscbpdbsgzwyhtlkssswhzzlyytnxjgmjszsxfwnlsoztxgxlsammlbwldszylakqcqctmycfjbslxclzjclxxksbzqclhjphqplsxsc"
  "kslnhpsfqqytxjjzlqldxzjjzdyydjnzptfcdskjfsljhylzqjzlbthydgDjfdbyazxdzhzjnhhqbyknxjjqczmlljzkspldsclbblxklelxjlbjycxjxgcnlcqplzlz"
  "njtzljgyzdzpltqcssfdmnycxgbtjdcznbgbqyqjwgkfhTnByqzqgbkpbbyzmtjDytblsQmbsxtbnpdxklemyycjynzDtldykzzxDdxhqshDgmzsjycctayrzlpWltlk"
  "xslzcggexclfxlkjrtlqjaqzncmbqdkkcxglczjzxjhpTdjjmzqykqsecqzdshhadmlzfmmzbgntjnnlGbyjbrbtmlbyjdzxlCjlpldlpcqdhlhzlycblcxZcjadqlmZ"
  "mmsshmybhbskkbhrsxXjmxsdznzpxlbbraggGfchgmsklltsjyycqlcskywyehywhbhqywbawykqldqftntkhqcgdqktgpkxhcpdhtwtmssyhbwcrwxhjmkmzngwtmlk"
  "fghkjylDyycxwhyEclqhkqhtDqHhffldxqwgzyydesbpkyrzpjfyyzjceqdzzDlAttBbfjllcxdlmJsdxegygsjqxcfbxsszpdyzcxdnyxpfzydlyjcCplTxlsxyzyrx"
  "cyysDylwwndsahjsygyhgywKaxtjzdaxysrltdjssAxfnejdxyzhlxlllzhzsjnyqyqqxyjghzgjcyjchzlycdshwsgczyjxcllnxzjjyyxnfsmwfpylcyllabwddhwd"
  "xjmcxztzpmlqzhsfhzynztlldywlslxhymmylmbwwkyxyadtXylldjpybpwfxjmmmllhafdllaflbhhhbqqJtzjcqjjdjtffkmmmbythyGdcqrddwrqjxnbySnmzdbyy"
  "tbjhpybygtjxaahgqdqtmystQxkbtsbkjlxrbeqqhqmjjbdjwtgtbxpgbktlgqxjjjcdhxqdwjlwrfmqgwqhckryswgbtgygbwsdwdwrfhwytjjxxxjyzyslphyypayx"
  "hydqkxshxyxeskqhywbdddpplcjlhqeewxksyyhdyplfjthkjltcyyhhJttpltzzcdlthqkcxqysteeywkyzyxxyysddjkllpwmcyhqgxyhcrmbxpllnqydqhxsxxwgd"
  "qbshyllpJJjtHyjkyphthyyktyezyenmdshlCrpqfbgfxzbsbtlgxsjbswyysksflxlpplbbblbsfxfyzbsjssylpbbffffSscjdstzsxtryjcyffsytyzbjtbctsbsd"
  "hrtjjbytcxyjeylxcbnebjdsysyhgsjzbxbytfzwgenyhhthjhaTfwgcstbgxklstywmtmbyxjskzscdyjrcytwxzfhmymcxlznsdjtTtxrycfyjsbsdyerxhLjxbbde"
  "ynjghxgCkgscymblxjmsznskgxfbnbbthfjaafxyxfpxmyfhdtzcxzzpxrsywzdlybbjtyqwqjpzypzjznjpzjlztfysbttslmptzrtdxqsjehbzylzdhljsqmlhtxtj"
  "ecxalzzspktlzkqqyfsygywpcpqfhqhytqxzkrsgtgsqczlptxcdyyzssqzslxlzmacbcqbzyxhbsxlzdltcdjtylzjyytpzylltxjsjxhlbmyTxcqrblzssfjzztnjy"
  "DxmyjhlhpblcyxqjqqkzzscpzkswalqsBlcczjsxgwwwygyatjbbctdkhqhkgtgpbkqyslbxBbckbmllxdzstbklggqkqlsbkkdfxrmdkbftpzfrtbbmferqgxkjpzss"
  "tlbzdpszqzsjthljqlzbpmsmmsxlqqnhknblrddnhxdhddjcyyGyfqgzlgsygmjqgkhbPmxyxlytqwlwgcpbmjxcyzydrjbhtdjxeeshtmjsbyplwhlzffnypmhxqhpl"
  "tbqpfbcwjdbygpnxtbfzjgsddtjshxeawzzyllttybwjkgxghlfkxdjtmszsqynzggswqsphtlsskmclzxyszqzxncjdqgzdlfnykljcjllzlmzznhydsshthxzlzzbb"
  "hqzwwycrdhlyqqjbeyfsgxthsrxwqhwfslmssgzttyeyqqwrslalhmjtqjsmxqbjjzjxzyzkxbyqxbjxshzssfglxmxzxfghkzszggylclsarjxhslllmzxelglxydjy"
  "tlfbhbpnlyzfbbhptGjkwetzhkjjxzxxglljlstgshjjyQlqzfkcgnndjsszfdbctwwseqfhqjbsaqtgypjlbxbmmywxgslzhglzgNyfljbyfdjfrgsfmbyzhqfbwjsy"
  "fyjjphzbyyzffwodgrlmftmlbzgycqxcdjygzyyyytytydwegazyhxjlzythlrmgrjxzclhneljjthtbwjybjjbxjjtjteekhwsljplpsfazpqqbdlqjjtyyqlyzkdks"
  "qjyyjzldqcgjjyzjsycmraqthtejmfctyhypkmhycwjdcfhyyxwshctxrljgjshccyyyjltkttytmxgtcjtzayyoczlylbszywjytsjyhbyshfjlygjxxtmzyyltxxyp"
  "slxyjzyzyypnhmymdyylblhlsyygqllNjjymsoycbzgdlyxylcqyxtszegxhzglhwbljGeyxtwqmakbpqcgyshheGqcmwyywljyjhyyzlljjylhzyhmgsljljxcjjycl"
  "ycjPcpzJzjmmylcjlnqljJjlxxjmlszljqlycmmhcfmmfpqqmfxlqmcffqmmmmhmznfhhjgtthhkhslnchhyqdxtmmqdcydyxyqmyqylddcyyydazdcymzydlzfffmmy"
  "cqcwzzmabtbyctdmndzggdftypcgqyttssffwbdtzqssystwjjhjytsxxylbyqhwwhxezxwznnQzjzjjQjccchyyxbzxccyjtllcqxknjycyycynzzqyyoewyczdcjyc"
  "chyjlbtzKycqwlpgpyllgkdldlgkGqbGychjxy.............................s.........gTm....gd.....................atn..................";
/* By code point; the customary one first. */
static const struct {
  uint16_t c;
  char letters[4];
} several[] = {
  {0x4E01, "dz"}, {0x4E07, "wm"}, {0x4E14, "qj"}, {0x4E48, "my"}, {0x4E50, "ly"}, {0x4E58, "cs"}, {0x4E5C, "mn"}, {0x4E7E, "qg"},
  {0x4E9F, "jq"}, {0x4EB9, "mw"}, {0x4EC7, "cq"}, {0x4EE1, "gy"}, {0x4F1A, "hk"}, {0x4F20, "cz"}, {0x4F23, "xq"}, {0x4F3A, "cs"},
  {0x4F3D, "jgq"}, {0x4F43, "dt"}, {0x4F74, "en"}, {0x4F97, "dt"}, {0x4FA5, "jy"}, {0x4FA7, "cz"}, {0x4FBF, "bp"}, {0x4FDB, "fm"},
  {0x4FDE, "ys"}, {0x4FDF, "qs"}, {0x4FF6, "ct"}, {0x5018, "tc"}, {0x501E, "jl"}, {0x5062, "cq"}, {0x5072, "cs"}, {0x5080, "gk"},
  {0x50B3, "cz"}, {0x50E5, "jy"}, {0x50EE, "tz"}, {0x513F, "er"}, {0x5152, "ern"}, {0x5176, "qj"}, {0x5179, "zc"}, {0x51AF, "fp"},
  {0x51F9, "aw"}, {0x5228, "pb"}, {0x5238, "qx"}, {0x5239, "sc"}, {0x524E, "sc"}, {0x5261, "sy"}, {0x527F, "jc"}, {0x52E6, "cj"},
  {0x5319, "sc"}, {0x533A, "qo"}, {0x5340, "qo"}, {0x5352, "zc"}, {0x5355, "dcs"}, {0x5361, "kq"}, {0x5382, "ca"}, {0x5395, "cs"},
  {0x5396, "pm"}, {0x53A6, "sx"}, {0x53C2, "cs"}, {0x53C3, "cs"}, {0x53DA, "xj"}, {0x53E5, "jg"}, {0x53E8, "dt"}, {0x53EC, "zs"},
  {0x53F6, "yx"}, {0x5401, "xy"}, {0x5408, "hg"}, {0x540B, "cy"}, {0x5413, "xh"}, {0x5416, "ya"}, {0x5421, "bp"}, {0x5426, "fp"},
  {0x542D, "kh"}, {0x5446, "da"}, {0x5447, "qm"}, {0x544E, "cy"}, {0x5452, "wm"}, {0x5454, "dt"}, {0x5472, "cz"}, {0x5475, "hak"},
  {0x5477, "gx"}, {0x5480, "jz"}, {0x5496, "kg"}, {0x54AF, "gkl"}, {0x54B3, "hk"}, {0x54D5, "hy"}, {0x54E6, "oe"}, {0x54E9, "ly"},
  {0x5514, "wn"}, {0x551D, "gh"}, {0x5521, "ly"}, {0x552B, "jy"}, {0x552C, "hx"}, {0x5562, "ly"}, {0x5574, "ct"}, {0x558B, "dz"},
  {0x558F, "nr"}, {0x5594, "ow"}, {0x55AE, "dcs"}, {0x55B3, "zc"}, {0x55C4, "as"}, {0x55CC, "ay"}, {0x55D2, "dt"}, {0x560F, "gj"},
  {0x5618, "xs"}, {0x562C, "cz"}, {0x5632, "cz"}, {0x5638, "fwm"}, {0x563D, "ct"}, {0x563F, "hm"}, {0x5666, "hy"}, {0x5671, "jx"},
  {0x5684, "ho"}, {0x5687, "xh"}, {0x56A3, "xa"}, {0x56DD, "jn"}, {0x56E4, "dt"}, {0x5708, "qj"}, {0x571C, "hy"}, {0x5729, "wx"},
  {0x572B, "yt"}, {0x573B, "qy"}, {0x574B, "bf"}, {0x574F, "hp"}, {0x576C, "gw"}, {0x5777, "kj"}, {0x577B, "cd"}, {0x578C, "dt"},
  {0x57D4, "bp"}, {0x57EB, "ct"}, {0x5806, "dz"}, {0x5815, "dh"}, {0x5821, "bp"}, {0x5824, "dt"}, {0x5828, "ye"}, {0x5832, "cj"},
  {0x5854, "td"}, {0x58F3, "kq"}, {0x592F, "hb"}, {0x5939, "jg"}, {0x593E, "jg"}, {0x5947, "qj"}, {0x5951, "qx"}, {0x5964, "ht"},
  {0x59A7, "wy"}, {0x59E5, "lm"}, {0x5A29, "mw"}, {0x5A2D, "ax"}, {0x5A64, "cz"}, {0x5A7C, "cr"}, {0x5B1B, "hx"}, {0x5B45, "qx"},
  {0x5B56, "mz"}, {0x5B93, "mf"}, {0x5BBF, "sx"}, {0x5C06, "jq"}, {0x5C07, "jq"}, {0x5C09, "wy"}, {0x5C22, "yw"}, {0x5C3E, "wy"},
  {0x5C3F, "ns"}, {0x5C4F, "pb"}, {0x5C5E, "sz"}, {0x5C6C, "sz"}, {0x5C6F, "tz"}, {0x5C79, "yg"}, {0x5CA8, "qj"}, {0x5CD2, "dt"},
  {0x5CD9, "zs"}, {0x5CE4, "jq"}, {0x5CFF, "yw"}, {0x5D4C, "qk"}, {0x5DA0, "jq"}, {0x5DA6, "zs"}, {0x5DF2, "ys"}, {0x5DF7, "xh"},
  {0x5E02, "sf"}, {0x5E31, "cd"}, {0x5E62, "cz"}, {0x5E6C, "cd"}, {0x5E7F, "ga"}, {0x5EC1, "cs"}, {0x5EC6, "gw"}, {0x5EC8, "sx"},
  {0x5ED1, "jq"}, {0x5F04, "nl"}, {0x5F37, "qj"}, {0x5F39, "dt"}, {0x5F3A, "qj"}, {0x5F48, "dt"}, {0x5F4A, "jq"}, {0x5F77, "fp"},
  {0x5FEA, "sz"}, {0x6019, "ht"}, {0x606B, "dt"}, {0x6076, "ew"}, {0x609D, "kl"}, {0x60DD, "ct"}, {0x60E1, "ew"}, {0x6206, "gz"},
  {0x620C, "xq"}, {0x620F, "xh"}, {0x621B, "jg"}, {0x622F, "hx"}, {0x6232, "xh"}, {0x6241, "bp"}, {0x6252, "bp"}, {0x625B, "kg"},
  {0x625E, "gh"}, {0x6273, "bp"}, {0x6298, "zs"}, {0x629D, "an"}, {0x62D7, "an"}, {0x62EC, "kg"}, {0x62FD, "zy"}, {0x631D, "wz"},
  {0x631F, "xj"}, {0x639E, "sy"}, {0x63B8, "ds"}, {0x63BA, "cs"}, {0x63D0, "td"}, {0x63F2, "ds"}, {0x6412, "bp"}, {0x647B, "cs"},
  {0x64A3, "ds"}, {0x64AE, "cz"}, {0x64BE, "wz"}, {0x64FF, "tz"}, {0x6512, "zc"}, {0x65AE, "cz"}, {0x65BC, "yw"}, {0x65E0, "wm"},
  {0x6633, "dy"}, {0x665F, "cs"}, {0x667B, "ay"}, {0x66A0, "gh"}, {0x66A7, "an"}, {0x66B4, "bp"}, {0x66DD, "pb"}, {0x66FE, "cz"},
  {0x6703, "hk"}, {0x671D, "cz"}, {0x671F, "qj"}, {0x672F, "sz"}, {0x6753, "bs"}, {0x677B, "cn"}, {0x679E, "cz"}, {0x67B8, "gj"},
  {0x67B9, "bf"}, {0x67C1, "dt"}, {0x67DC, "gj"}, {0x67E5, "cz"}, {0x67F5, "sz"}, {0x67F7, "cz"}, {0x6805, "zs"}, {0x680E, "ly"},
  {0x6816, "qx"}, {0x681D, "gk"}, {0x6821, "xj"}, {0x6867, "gh"}, {0x6872, "pb"}, {0x68A3, "cq"}, {0x68FD, "sc"}, {0x6909, "cs"},
  {0x690E, "cz"}, {0x6911, "bp"}, {0x6939, "sz"}, {0x6942, "zc"}, {0x695B, "hk"}, {0x696A, "yd"}, {0x696F, "ds"}, {0x6977, "kj"},
  {0x699C, "bp"}, {0x69DB, "kj"}, {0x6A02, "ly"}, {0x6A05, "cz"}, {0x6A9C, "gh"}, {0x6ABB, "kj"}, {0x6ADF, "ly"}, {0x6B38, "ae"},
  {0x6B39, "yq"}, {0x6B3B, "cx"}, {0x6B58, "cx"}, {0x6B59, "sx"}, {0x6B96, "zs"}, {0x6BBC, "kq"}, {0x6C0F, "sz"}, {0x6C3F, "gj"},
  {0x6C64, "ts"}, {0x6C88, "sc"}, {0x6C8C, "dz"}, {0x6C93, "dt"}, {0x6CCA, "pb"}, {0x6CCC, "mb"}, {0x6CF7, "ls"}, {0x6CFA, "lp"},
  {0x6D12, "sx"}, {0x6D13, "sq"}, {0x6D1E, "dt"}, {0x6D45, "qj"}, {0x6D4D, "hk"}, {0x6D52, "hx"}, {0x6D5A, "jx"}, {0x6D6C, "lh"},
  {0x6D8C, "yc"}, {0x6DA1, "wg"}, {0x6DB4, "wy"}, {0x6DFA, "qj"}, {0x6E11, "ms"}, {0x6E26, "wg"}, {0x6E6B, "jq"}, {0x6E6F, "ts"},
  {0x6E83, "kh"}, {0x6E9A, "td"}, {0x6EB1, "qz"}, {0x6EC0, "cx"}, {0x6ECE, "xy"}, {0x6EE7, "yx"}, {0x6F2F, "lt"}, {0x6F34, "zcs"},
  {0x6F84, "cd"}, {0x6FA0, "ms"}, {0x6FAE, "hk"}, {0x6FB9, "dt"}, {0x6FEC, "jx"}, {0x7011, "pb"}, {0x7027, "ls"}, {0x7085, "jg"},
  {0x7094, "gq"}, {0x70AE, "pb"}, {0x70FB, "ys"}, {0x710C, "jq"}, {0x7118, "dt"}, {0x7121, "wm"}, {0x712F, "cz"}, {0x7156, "nx"},
  {0x71FE, "dt"}, {0x728D, "jq"}, {0x729B, "ml"}, {0x72B4, "ah"}, {0x7387, "ls"}, {0x739A, "cy"}, {0x73A2, "bf"}, {0x7452, "cy"},
  {0x7471, "zt"}, {0x753A, "td"}, {0x755C, "cx"}, {0x756A, "fp"}, {0x756C, "sy"}, {0x758B, "py"}, {0x759F, "ny"}, {0x7608, "cz"},
  {0x7627, "ny"}, {0x767F, "qb"}, {0x76DB, "sc"}, {0x7701, "sx"}, {0x77BF, "qj"}, {0x77DC, "jgq"}, {0x77F3, "sd"}, {0x7809, "hx"},
  {0x784A, "wh"}, {0x784C, "gl"}, {0x784D, "xy"}, {0x7850, "dl"}, {0x7854, "hg"}, {0x7888, "mh"}, {0x78A1, "dz"}, {0x78C5, "bp"},
  {0x78CF, "lq"}, {0x7947, "qz"}, {0x7955, "mb"}, {0x7962, "mn"}, {0x796D, "jz"}, {0x7985, "cs"}, {0x79AA, "cs"}, {0x79B0, "mn"},
  {0x79CD, "zc"}, {0x79D8, "mb"}, {0x7A3D, "jq"}, {0x7A5C, "zt"}, {0x7AA8, "xy"}, {0x7B60, "yj"}, {0x7B74, "cj"}, {0x7B7D, "ow"},
  {0x7BF8, "cz"}, {0x7C98, "zn"}, {0x7CA5, "zy"}, {0x7CFB, "xj"}, {0x7D5C, "jx"}, {0x7D66, "gj"}, {0x7D9D, "cl"}, {0x7DB8, "lg"},
  {0x7E41, "fp"}, {0x7E47, "yz"}, {0x7E9A, "lx"}, {0x7EA2, "hg"}, {0x7EA4, "xq"}, {0x7EA5, "gh"}, {0x7EB6, "lg"}, {0x7ED9, "gj"},
  {0x7F09, "jq"}, {0x7F0F, "bp"}, {0x7F32, "qs"}, {0x7F34, "jz"}, {0x7F77, "bp"}, {0x7FDF, "dz"}, {0x8006, "qs"}, {0x800F, "ne"},
  {0x8011, "dz"}, {0x8019, "bp"}, {0x8126, "dt"}, {0x8127, "jz"}, {0x812F, "pf"}, {0x814A, "lx"}, {0x814C, "ya"}, {0x8180, "bp"},
  {0x81BB, "sd"}, {0x81ED, "cx"}, {0x822C, "bp"}, {0x8274, "fb"}, {0x827E, "ay"}, {0x828E, "qx"}, {0x8292, "mw"}, {0x8298, "pb"},
  {0x82A5, "jg"}, {0x82A7, "xz"}, {0x82D5, "st"}, {0x82E3, "jq"}, {0x8304, "jq"}, {0x8308, "cz"}, {0x830B, "zd"}, {0x831C, "qx"},
  {0x8351, "ty"}, {0x8360, "jq"}, {0x8364, "hx"}, {0x8365, "xy"}, {0x8368, "xq"}, {0x8398, "sx"}, {0x839E, "gw"}, {0x83A9, "fp"},
  {0x83C0, "wy"}, {0x83F9, "jz"}, {0x845A, "rs"}, {0x8470, "sj"}, {0x8508, "bp"}, {0x8513, "mw"}, {0x851A, "wy"}, {0x8543, "fb"},
  {0x8549, "jq"}, {0x8581, "ya"}, {0x85BA, "jq"}, {0x85CF, "cz"}, {0x8616, "nb"}, {0x8677, "hg"}, {0x8679, "hj"}, {0x867E, "xh"},
  {0x86C7, "sy"}, {0x86E4, "hg"}, {0x86F8, "sx"}, {0x86FE, "ey"}, {0x8721, "lz"}, {0x8764, "qy"}, {0x8766, "xh"}, {0x884C, "xh"},
  {0x8870, "sc"}, {0x88B7, "qj"}, {0x88E8, "bp"}, {0x88F3, "sc"}, {0x88FC, "tx"}, {0x891A, "cz"}, {0x8983, "tq"}, {0x898B, "jx"},
  {0x89C1, "jx"}, {0x89E3, "jx"}, {0x8ABF, "dt"}, {0x8B58, "sz"}, {0x8BC6, "sz"}, {0x8BF4, "sy"}, {0x8C03, "dt"}, {0x8C37, "gy"},
  {0x8C48, "qk"}, {0x8C49, "sc"}, {0x8D3E, "jg"}, {0x8D84, "jq"}, {0x8DA3, "qc"}, {0x8E4A, "qx"}, {0x8E52, "mp"}, {0x8E62, "dz"},
  {0x8E63, "pm"}, {0x8E72, "dc"}, {0x8E74, "cj"}, {0x8E7B, "jq"}, {0x8ECA, "cj"}, {0x8F66, "cj"}, {0x8F67, "yzg"}, {0x8F97, "nz"},
  {0x8F9F, "pb"}, {0x9002, "sk"}, {0x9057, "yw"}, {0x90AA, "xy"}, {0x90C7, "hx"}, {0x9142, "cz"}, {0x9162, "cz"}, {0x9166, "pf"},
  {0x91B1, "fp"}, {0x91CD, "zc"}, {0x91D0, "xl"}, {0x924F, "cj"}, {0x931E, "cd"}, {0x943A, "dc"}, {0x94AD, "td"}, {0x94AF, "bp"},
  {0x94BF, "dt"}, {0x94C5, "qy"}, {0x94DB, "dc"}, {0x94E4, "dt"}, {0x94EB, "dy"}, {0x94FB, "wy"}, {0x952C, "tx"}, {0x9550, "gh"},
  {0x9561, "ctx"}, {0x9577, "zc"}, {0x957F, "zc"}, {0x9592, "xj"}, {0x95A4, "gh"}, {0x9607, "ds"}, {0x960F, "ey"}, {0x9618, "dt"},
  {0x961A, "hk"}, {0x963D, "dy"}, {0x963F, "ae"}, {0x9642, "bp"}, {0x964D, "jx"}, {0x9673, "cz"}, {0x9676, "ty"}, {0x9684, "dt"},
  {0x9697, "kw"}, {0x96A9, "ay"}, {0x9730, "xs"}, {0x9753, "jl"}, {0x9769, "gj"}, {0x9778, "st"}, {0x9798, "qs"}, {0x9838, "jg"},
  {0x9888, "jg"}, {0x9889, "jx"}, {0x988C, "hg"}, {0x98A4, "cz"}, {0x98DF, "sy"}, {0x9933, "tx"}, {0x9967, "tx"}, {0x9979, "lg"},
  {0x9987, "cz"}, {0x9A6E, "td"}, {0x9A80, "dt"}, {0x9AA0, "bp"}, {0x9AC8, "bp"}, {0x9B32, "gl"}, {0x9B44, "pbt"}, {0x9C91, "gx"},
  {0x9CAD, "qz"}, {0x9CE5, "nd"}, {0x9E1F, "nd"}, {0x9E44, "gh"}, {0x9E58, "gh"}, {0x9E83, "pb"}, {0x9E87, "jq"}, {0x9E95, "jq"},
  {0x9F4A, "qjz"}, {0x9F50, "qj"}, {0x9F88, "ky"}, {0x9F9C, "gjq"}, {0x9F9F, "gjq"}, {0x9FCE, "td"},
};
