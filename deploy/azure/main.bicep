// The bot on Azure: Container Apps, PostgreSQL in a network of its own, an identity instead of a secret, the Azure Bot.
// What cannot be done here: the app registration and its trust in the identity (README.md beside this file).
targetScope = 'resourceGroup'

@description('Where everything goes.')
param location string = resourceGroup().location
@description('Begins every name.')
@minLength(3)
@maxLength(20)
param name string = 'personio-teams'
@description('The bot\'s image, with its tag, in the registry below.')
param image string
@description('Name of an Azure Container Registry in this resource group.')
param registryName string
@description('Application (client) ID of the single-tenant app registration.')
param appId string
@description('Who may set things up in Teams: Entra object ids or e-mail addresses, separated by commas.')
param admins string
@description('Where your people open Personio, for example https://example.personio.com')
param personioWebUrl string
param personioClientId string
@secure()
param personioClientSecret string
@secure()
param personioWebhookToken string
@secure()
@description('Any characters; it is percent-encoded where it becomes a part of an address.')
@minLength(24)
param databasePassword string
@allowed(['nl', 'en', 'de', 'fr', 'es', 'it', 'pt'])
param language string = 'en'

var port = 3978
var secretsFolder = '/etc/personio-for-teams'
var acrPull = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d'
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: acrPull
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.60.0.0/24'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.60.0.0/26'
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.60.0.64/28'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }

  resource apps 'subnets' existing = { name: 'apps' }
  resource database 'subnets' existing = { name: 'database' }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: 'bot'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network::database.id
      privateDnsZoneArmResourceId: zone.id
    }
  }
  dependsOn: [zone::link]

  resource database 'databases' = { name: 'bot' }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    vnetConfiguration: { infrastructureSubnetId: network::apps.id, internal: false }
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'http', allowInsecure: false }
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      secrets: [
        { name: 'personio-client-secret', value: personioClientSecret }
        { name: 'personio-webhook-token', value: personioWebhookToken }
        {
          name: 'database-url'
          value: 'postgresql://bot:${uriComponent(databasePassword)}@${server.properties.fullyQualifiedDomainName}/bot?sslmode=require'
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 60
      scale: { minReplicas: 2, maxReplicas: 2 }
      volumes: [
        {
          name: 'secrets'
          storageType: 'Secret'
          secrets: [
            { secretRef: 'personio-client-secret', path: 'PERSONIO_CLIENT_SECRET' }
            { secretRef: 'personio-webhook-token', path: 'PERSONIO_WEBHOOK_TOKEN' }
            { secretRef: 'database-url', path: 'DATABASE_URL' }
          ]
        }
      ]
      containers: [
        {
          name: 'bot'
          image: '${registry.properties.loginServer}/${image}'
          resources: { cpu: json('0.5'), memory: '1Gi' }
          volumeMounts: [{ volumeName: 'secrets', mountPath: secretsFolder }]
          env: [
            { name: 'SECRETS_DIR', value: secretsFolder }
            { name: 'METRICS_PORT', value: '9464' }
            { name: 'MicrosoftAppId', value: appId }
            { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
            { name: 'MicrosoftAppManagedIdentity', value: identity.properties.clientId }
            { name: 'PERSONIO_CLIENT_ID', value: personioClientId }
            { name: 'PERSONIO_WEB_URL', value: personioWebUrl }
            { name: 'BOT_ADMINS', value: admins }
            { name: 'BOT_LANGUAGE', value: language }
            { name: 'BOT_DOMAIN', value: '${name}.${environment.properties.defaultDomain}' }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: port }, periodSeconds: 3, failureThreshold: 20 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: port }, periodSeconds: 15, timeoutSeconds: 5 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: port }, periodSeconds: 5, timeoutSeconds: 6 }
          ]
        }
      ]
    }
  }
  dependsOn: [pull, server::database]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Personio'
    endpoint: 'https://${app.properties.configuration.ingress.fqdn}/api/messages'
    msaAppType: 'SingleTenant'
    msaAppId: appId
    msaAppTenantId: tenant().tenantId
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true }
    }
  }
}

@description('For the setting BOT_DOMAIN of the app package.')
output domain string = app.properties.configuration.ingress.fqdn
@description('Subject of the federated credential of the app registration.')
output identityPrincipalId string = identity.properties.principalId
output issuer string = '${az.environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
