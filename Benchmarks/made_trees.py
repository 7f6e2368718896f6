# SPDX-License-Identifier: Apache-2.0
"""Trees of invented files for measurements, the same for the same numbers: made from fixed seeds."""
import os, random

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:nt="http://www.jcp.org/jcr/nt/1.0"
    jcr:primaryType="cq:Page">
    <jcr:content
        cq:lastModified="{Date}2023-05-0%(day)d"
        cq:template="/libs/cq/%(kind)s/template"
        jcr:primaryType="cq:PageContent"
        jcr:title="Configuration %(number)d"
"""
IMS = """        sling:resourceType="cq/adobeims-configuration/components/configuration"
        apiKey="key-%(number)d"
        authServerUrl="https://ims-na1.adobelogin.com"
        clientSecret="\\{%(secret)s}"
        cloudServiceName="Adobe Target"
        jwtClaims="\\{&quot;iss&quot;:&quot;INVENTED%(number)d@AdobeOrg&quot;,&quot;aud&quot;:&quot;https://ims-na1.adobelogin.com/c/key-%(number)d&quot;}"
        keypairAlias="alias"/>
</jcr:root>
"""
OTHER = """        sling:resourceType="cq/%(kind)s/components/page"
        clientId="%(number)d"
        secretKey="\\{%(secret)s}"
        endpoint="https://example.com/%(number)d"
        enabled="{Boolean}true"
        libraries="[a,b,c]">
        <settings
            jcr:primaryType="nt:unstructured"
            timeout="{Long}3000"/>
    </jcr:content>
</jcr:root>
"""

def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def mapping(path):
    """A mapping for whatever there is."""
    write(path, "path,client_secret,scopes\n**,{%s},openid\n" % ("ab" * 32))


def cloudconfigs(place, count, share):
    """A tree with `count` docview files below cloudconfigs, of which `share` are IMS configurations."""
    chance = random.Random(1)
    for number in range(count):
        values = {"number": number, "day": chance.randrange(1, 9), "secret": "%066x" % chance.getrandbits(260),
            "kind": chance.choice(["commerce", "captcha", "marketo", "dtm-reactor", "scene7"])}
        text = (HEAD + (IMS if chance.random() < share else OTHER)) % values
        write("%s/jcr_root/conf/t%04d/settings/cloudconfigs/page-%d/.content.xml" % (place, number // 500, number), text)


def project(place, count):
    """A Maven project with `count` files and no IMS configuration."""
    chance = random.Random(2)
    write(place + "/pom.xml", "<project/>\n")
    for number in range(count - 1):
        module = "ui.%s" % ["apps", "content", "config", "frontend"][number % 4]
        if number % 4 == 3:
            write("%s/%s/src/main/webpack/part-%d/file-%d.js" % (place, module, number // 40, number), "export default %d;\n" % number * 40)
        else:
            root = ["apps", "content", "conf"][number % 3]
            text = (HEAD + OTHER) % {"number": number, "day": 1, "secret": "%066x" % chance.getrandbits(260), "kind": "commerce"}
            write("%s/%s/src/main/content/jcr_root/%s/site/part-%d/page-%d/.content.xml" % (place, module, root, number // 40, number), text)
