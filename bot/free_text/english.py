"""English words about days, and how people ask for them.

Rule: words as :func:`bot.free_text.words.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "today",
    "day:1": "tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tomoz|tomo",
    "day:2": "day after tomorrow|day after|overmorrow",
    "day:-1": "yesterday",
    "day:-2": "day before yesterday",
    "day:0 am": "this morning",
    "day:0 pm": "this afternoon",
    "day:0 evening": "tonight|this evening",
    "am": "morning|mornings|before noon",
    "pm": "afternoon|afternoons|after lunch",
    "evening": "evening|night",
    "noon": "noon|midday|lunch|lunchtime",
    "to": "to",
    "until": "until|till|til|through|thru|up to|up to and including|until and including|through to|ending",
    "from": "from|starting|beginning|as of|commencing|starting from|starting on",
    "since": "since",
    "of": "of",
    "between": "between",
    "and": "and|as well as|plus",
    "or": "or",
    "week:1": "next week|coming week|nxt week|following week|next weeks",
    "week:0": "this week",
    "week:-1": "last week|past week",
    "week:2": "week after next|week after",
    "rest": "rest of the week|rest of this week",
    "next": "next|nxt",
    "coming": "coming|this coming|upcoming|next coming",
    "this": "this",
    "last": "last|past",
    "in": "in",
    "unit:day": "day|days|working days|workday|workdays|business days",
    "unit:week": "week|weeks|wk|wks",
    "unit:month": "month|months",
    "unit:hour": "o clock|oclock|hours|hour|hrs",
    "weekend": "weekend",
    "half": "half day|half days|half a day|half of the day|half a days",
    "half_past": "half past",
    "whole": "whole|all|entire|full|complete",
    "whole unit:day": "all day|whole day|full day|entire day",
    "number:1": "a|one|an",
    "number:2": "two|couple of",
    "number:3": "three",
    "number:4": "four",
    "number:5": "five",
    "number:6": "six",
    "number:7": "seven",
    "number:8": "eight",
    "number:9": "nine",
    "number:10": "ten",
    "number:11": "eleven",
    "number:12": "twelve",
    "number:14": "fourteen|a fortnight",
    "first:1": "first",
    "first:2": "second",
    "first:3": "third",
    "month:9": "sept",
    "weekday:0": "mon",
    "weekday:1": "tues|tue",
    "weekday:2": "weds",
    "weekday:3": "thurs|thur",
    "quarter_past": "quarter past",
    "quarter_to": "quarter to",
    "except": "except|except for|excluding|instead of|but not|apart from",
    "at": "at|around",
    "skip": "the|on|for|s|that|is|also|my|our",
    "plain": "good morning|good afternoon|good evening|good night|kick off|turn off|switch off|sick of|leave the|"
    "leave it|leave this|leave that|leave a message|leave me|day to day|off topic|log off|sign off|one off|well off|"
    "better off|nice day|great day|good day|off again|every day",
    "known": "winter|summer|christmas|kickoff|mother|father|sister|friend|friends|money|party|noted|fried|marked",
    "want": "want|wanted|like|need|request|take|taking|book|booking|could|can|may|love|would|please|pls|put me|log|"
    "schedule|apply|get|call in|calling in|be taking|register|enter",
    "me": "i|me|im|id|ill|ive|we|myself",
    "my": "my|our",
    "may": "possible|ok if|okay if|alright if|fine if|any chance",
    "others": "wants|takes|would|will|needs",
    "feast": "christmas|easter|pentecost|thanksgiving|new year|boxing day",
    "every": "every|each",
    "ask": "who|whos|when|how|what|where|why|which|whose",
    "he": "is|has|are|does|s",
    "you": "am i|do i|have i|are you|do you|have you|are we|will you be|you are|did you|were you",
    "cancel": "reschedule|move|cancel|cancelling|withdraw|delete|remove|revoke|undo",
    "not": "not|no|never|don t|isn t|aren t|won t|cannot be|can t be",
    "wish": "nice|happy|enjoy your|enjoy|great|good|lovely|merry|have a nice|enjoy the",
    "was": "was|had|were|been|took",
    "back": "back from|returned from|back off",
    "saldo": "approved|approval|balance|status|holiday pay|how many|how much|days left|days do i have left",
    "away": "leaving early|leave early|am not working|m not working|absent|absence|away|out of office|ooo|not in|"
    "out of the office|not be in|won t be in|won t be there|can t work|cannot work|not working|not work|not available|"
    "unavailable|not be there|can t come|not be at work|won t be at work|to leave|won t be working|not be working|"
    "not there|not be available|be out|i m out|am out|not in the office|won t be available|won t be around|not around|"
    "won t come",
    "vac": "off|day off|days off|time off|leave|annual leave|vacation|vacations|vacation day|vacation days|holiday|"
    "holidays|pto|pto day|vacay|annual leave day|day s holiday|on holiday|on vacation|on leave|personal day|"
    "paid leave|day s leave|leave day|take leave",
    "sick": "sick|off sick|sick leave|sick day|ill|unwell|not feeling well|not well|under the weather|feeling awful|"
    "call in sick|calling in sick|flu|fever|feeling sick|sick today",
    "unpaid": "unpaid|unpaid leave|unpaid time off|unpaid day off|without pay",
    "parental": "parental leave|maternity leave|paternity leave|maternity|paternity|parental",
    "special": "special leave|compassionate leave|bereavement leave|bereavement",
    "care": "carer s leave|carers leave|carer leave|care leave|sick child|child is sick|kid is sick|sick kid|"
    "son is sick|daughter is sick|family care|caring leave|child sick",
    "over": "overtime|time off in lieu|lieu|toil|comp time|comp day|comp off|flexi time|flex time|overtime comp",
    "doctor": "doctor|doctor s appointment|doctors appointment|doctors|dentist|gp|gp appointment|hospital|physio|"
    "medical appointment|doctor appointment|dental appointment|physiotherapist|specialist|hospital appointment|"
    "dentist appointment|dentist s appointment",
    "trip": "business trip|work trip|business travel|on a business trip",
    "home": "wfh|work from home|working from home|working from my home|remote|remotely|work remotely|home office|"
    "working remotely|telework|home working",
}
